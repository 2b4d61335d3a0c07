"""Link `port`: the port of the instance's publisher can be reached."""

import socket

from misp_dashboard.check.finding import Finding, failed, ok, skipped
from misp_dashboard.check.name import place_of
from misp_dashboard.check.subject import Subject
from misp_dashboard.config import Instance

CONNECT_S = 5.0


def check_port(subject: Subject, instance: Instance) -> Finding:
    host, port = place_of(instance.zmq)
    if not host:
        return skipped(f"{instance.zmq} has no port")
    try:
        socket.create_connection((host, port), CONNECT_S).close()
    except ConnectionRefusedError:
        return failed(
            f"nothing listens at {host} port {port}",
            "see whether ZeroMQ is enabled in MISP and runs (Administration, Diagnostics), and "
            "listens on more than localhost (Plugin.ZeroMQ_host, Plugin.ZeroMQ_port)",
        )
    except TimeoutError:
        return failed(
            f"{host} port {port} does not answer within {CONNECT_S:g} s",
            "let connections from this machine through the firewalls in between",
        )
    except OSError as error:
        return failed(
            f"{host} port {port} cannot be reached: {error.strerror or error}",
            "see the network of this machine: routes, VPN, firewall",
        )
    return ok(f"{host} port {port} takes connections")
