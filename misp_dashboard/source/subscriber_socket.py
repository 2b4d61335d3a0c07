"""A subscriber's socket is set up so that on our side no frame is lost."""

import zmq

from misp_dashboard.source.address import Address, IpVersion

TOPIC_PREFIX = b"misp_json"

RECEIVE_HWM = 1_000_000
"""Frames that may wait in memory. libzmq's default of 1,000 drops frames as soon as a burst is
quicker than Python, and says nothing; MISP's largest bursts seen are 82,000 frames in a minute."""

LARGEST_FRAME_BYTES = 512 * 1024 * 1024
"""A larger frame ends the connection: no MISP sends one, and SQLite could not hold 1 GB."""

HANDSHAKE_S = 10
RECONNECT_S = 5


def new_socket(
    context: "zmq.Context[zmq.Socket[bytes]]",
    address: Address,
    ip_version: IpVersion,
    receive_hwm: int = RECEIVE_HWM,
) -> "zmq.Socket[bytes]":
    """A socket that subscribes to all of MISP's topics; it does not connect yet."""
    socket = context.socket(zmq.SUB)
    socket.linger = 0
    # The kernel's receive buffer is left to its own tuning, which goes further than the
    # net.core.rmem_max that an explicit RCVBUF is cut to; libzmq empties it at once anyway.
    socket.rcvhwm = receive_hwm
    socket.maxmsgsize = LARGEST_FRAME_BYTES
    socket.ipv6 = ip_version == 6
    # Reconnecting is done by a new socket: libzmq forgets its growing pauses whenever a
    # connection was made. It may not be off (-1), or frames not yet received would be lost.
    socket.reconnect_ivl = RECONNECT_S * 1000
    socket.connect_timeout = HANDSHAKE_S * 1000
    socket.handshake_ivl = HANDSHAKE_S * 1000
    # A cut network closes nothing: without keep-alives it would look like a quiet MISP.
    socket.tcp_keepalive = 1
    socket.tcp_keepalive_idle = 30
    socket.tcp_keepalive_intvl = 10
    socket.tcp_keepalive_cnt = 3
    if address.username:
        socket.plain_username = address.username.encode()
        socket.plain_password = address.password.encode()
    socket.subscribe(TOPIC_PREFIX)
    return socket
