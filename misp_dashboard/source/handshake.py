"""Why a ZeroMQ handshake failed, in words that tell an administrator what to do."""

import errno

import zmq

from misp_dashboard.source.address import Address

FAILED = {
    int(zmq.Event.HANDSHAKE_FAILED_AUTH),
    int(zmq.Event.HANDSHAKE_FAILED_PROTOCOL),
    int(zmq.Event.HANDSHAKE_FAILED_NO_DETAIL),
}

_SETTINGS = (
    "Plugin.ZeroMQ_username and Plugin.ZeroMQ_password in MISP (Administration, Server Settings,"
    " Plugin) and restart its ZeroMQ service after a change"
)


def reason(address: Address, event: int, value: int) -> str:
    """`event` and `value` as the socket's monitor tells them. With a password on one side only,
    libzmq sees either a protocol error or, when the publisher is quicker, a closed connection."""
    if event == zmq.Event.HANDSHAKE_FAILED_AUTH:
        return (
            f"{address.zmq} refused the user name {address.username!r} or its password: compare"
            f" them with {_SETTINGS}"
        )
    if event == zmq.Event.HANDSHAKE_FAILED_NO_DETAIL and value == errno.EAGAIN:
        return (
            f"{address.zmq} takes connections but does not speak ZeroMQ: compare the port with"
            " Plugin.ZeroMQ_port in MISP (50000 unless changed)"
        )
    if address.username:
        return (
            f"{address.zmq} broke off the sign-in: perhaps MISP's publisher has no password set and"
            f" wants none, then remove ours, or compare it with {_SETTINGS}"
        )
    return (
        f"{address.zmq} broke off the connection before it began: perhaps MISP's publisher wants a"
        f" user name and a password, see {_SETTINGS}; behind a proxy it may also not be running"
    )
