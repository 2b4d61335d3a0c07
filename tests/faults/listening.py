"""What an open page hears of the live stream, in the order it comes."""

import json
import threading
from contextlib import suppress

import httpx
from dashboard import Dashboard


class Listening:
    """Use it in a `with`. `told` has the value of every attribute, and "gap" for each gap."""

    def __init__(self, dashboard: Dashboard) -> None:
        self.told: list[str] = []
        self._url = f"{dashboard.url}/api/live?kind=attribute"
        self._client = httpx.Client(timeout=None)  # noqa: S113 - it lasts as long as the test
        self._is_open = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> "Listening":
        self._thread.start()
        assert self._is_open.wait(30)
        return self

    def __exit__(self, *error: object) -> None:
        self._client.close()

    def _listen(self) -> None:
        with suppress(httpx.HTTPError), self._client.stream("GET", self._url) as answer:
            event = ""
            for line in answer.iter_lines():
                name, _, data = line.partition(": ")
                if name == "event":
                    event = data
                    self._is_open.set()
                elif name == "data" and event == "activities":
                    self.told += [one["value"] for one in json.loads(data)]
                elif name == "data" and event == "gap":
                    self.told.append("gap")
