"""An address says where a MISP instance publishes and how to sign in there."""

from typing import Literal

import msgspec

IpVersion = Literal[4, 6]


class Address(msgspec.Struct, frozen=True):
    """`zmq` is ZeroMQ's way to write it: `tcp://host:port`, `tcp://[IPv6 address]:port` or
    `ipc:///path`. An empty `username` means that MISP's publisher asks for none."""

    name: str
    zmq: str
    username: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"Address({self.name!r}, {self.zmq!r})"

    @property
    def ip_versions(self) -> tuple[IpVersion, ...]:
        """The IP versions to try. ZeroMQ takes only the first address a name has, and `localhost`
        is often both ::1 and 127.0.0.1 while MISP listens on one of them."""
        host = self.zmq.removeprefix("tcp://").rpartition(":")[0]
        if host.startswith("["):
            return (6,)
        if host.replace(".", "").isdigit():
            return (4,)
        return (4, 6)


def fault_of(address: str) -> str:
    """What is wrong with a ZeroMQ address, as a sentence; "" when it is well-formed.

    ZeroMQ itself takes port 99999 for port 34463 and tells of other mistakes only by
    "Invalid argument".
    """
    transport, separator, where = address.partition("://")
    if not separator:
        return (
            f"{address!r} is no ZeroMQ address: write tcp://host:port, e.g. tcp://localhost:50000"
        )
    if transport == "ipc":
        return "" if where else "an ipc:// address needs a path, e.g. ipc:///run/misp.sock"
    if transport != "tcp":
        return f"{transport}:// in {address!r} is not known: MISP publishes on tcp://host:port"
    host, colon, port = where.rpartition(":")
    if not colon or not (port.isascii() and port.isdigit()) or not 1 <= int(port) <= 65535:
        return f"{address!r} needs a port from 1 to 65535 at its end, e.g. tcp://localhost:50000"
    if not host or host == "*" or any(c.isspace() for c in host):
        return f"{address!r} needs the name or the IP address of the MISP instance before the port"
    if ":" in host and not (host.startswith("[") and host.endswith("]")):
        return f"{address!r} needs [brackets] around its IPv6 address, e.g. tcp://[::1]:50000"
    return ""
