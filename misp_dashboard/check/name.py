"""Link `name`: the name of the instance has an address."""

import socket
import threading

from misp_dashboard.check.finding import Finding, failed, ok, skipped
from misp_dashboard.check.subject import Subject
from misp_dashboard.config import Instance

LOOK_UP_S = 10.0


def check_name(subject: Subject, instance: Instance) -> Finding:
    host, port = place_of(instance.zmq)
    if not host:
        return skipped(f"{instance.zmq} is on this machine, without a name")
    found: list[str] = []
    problem: list[str] = ["the name server did not answer"]
    looking = threading.Thread(target=_look_up, args=(host, port, found, problem), daemon=True)
    looking.start()
    looking.join(LOOK_UP_S)
    if not found:
        return failed(
            f"{host!r} has no address: {problem[-1]}",
            f"check the spelling of `zmq` of {instance.name}, /etc/hosts and the name server",
        )
    return ok(", ".join(found) if found != [host] else f"{host} is an address")


def _look_up(host: str, port: int, found: list[str], problem: list[str]) -> None:
    try:
        infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        found += dict.fromkeys(str(info[4][0]) for info in infos)
    except (OSError, UnicodeError) as error:
        problem.append(getattr(error, "strerror", None) or str(error))


def place_of(zmq: str) -> tuple[str, int]:
    """Host and port of a ZeroMQ address; ("", 0) for a socket file."""
    host, _, port = zmq.removeprefix("tcp://").rpartition(":")
    return ("", 0) if zmq.startswith("ipc:") else (host.strip("[]"), int(port))
