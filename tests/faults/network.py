"""A stretch of network between two parts that can be cut, or stop to carry anything."""

import socket
import threading
from contextlib import suppress


class Network:
    """Forwards a port of this machine to another; use it in a `with`.

    `cut` ends what is connected and refuses what comes, as a firewall that rejects; `stall` leaves
    connections open and carries nothing, as one that drops. `mend` ends both.
    """

    def __init__(self, to_port: int) -> None:
        self.to_port = to_port
        self.port = 0
        self._flows = threading.Event()
        self._flows.set()
        self._is_cut = False
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listening: socket.socket | None = None

    def __enter__(self) -> "Network":
        self._listen()
        return self

    def __exit__(self, *error: object) -> None:
        self.cut()
        self._flows.set()

    def cut(self) -> None:
        self._is_cut = True
        if self._listening is not None:
            _end(self._listening)
            self._listening = None
        with self._lock:
            connected, self._open = self._open, set()
        for one in connected:
            _end(one)

    def stall(self) -> None:
        self._flows.clear()

    def mend(self) -> None:
        self._flows.set()
        if self._is_cut:
            self._is_cut = False
            self._listen()

    def _listen(self) -> None:
        listening = socket.create_server(("127.0.0.1", self.port), backlog=64)
        self.port = listening.getsockname()[1]
        self._listening = listening
        threading.Thread(target=self._accept, args=(listening,), daemon=True).start()

    def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                near, _ = listening.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.to_port))
            except OSError:
                near.close()
                continue
            with self._lock:
                self._open |= {near, far}
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while told := source.recv(65_536):
                self._flows.wait()
                target.sendall(told)
        for one in (source, target):
            _end(one)
            with self._lock:
                self._open.discard(one)


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
