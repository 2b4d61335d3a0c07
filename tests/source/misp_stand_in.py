"""A small MISP that answers over HTTP, as far as history is fetched from it, with faults."""

import json
import ssl
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec

KEY = "StandInKey0000000000000000000000000000x1"
NO_LOGO = "Organisation logo not found"

Told = dict[str, Any]
Fault = Callable[[BaseHTTPRequestHandler, bytes], None]
"""Answers in its own way what would have been answered by the bytes."""


class StandIn:
    """What it knows are plain lists, which a test fills and changes; use it in a `with`.

    `faults` are used up one request each, by the beginning of the path. `files` are those below
    `/img/`, which anybody may have, and logos, which take a key.
    """

    def __init__(self) -> None:
        self.events: list[Told] = []
        self.sightings: list[Told] = []
        self.proposals: list[Told] = []
        self.logs: list[Told] = []
        self.organisations: list[Told] = []
        self.tags: list[Told] = []
        self.describe_types: Told = {
            "result": {
                "categories": [],
                "types": [],
                "category_type_mappings": {},
                "sane_defaults": {},
            }
        }
        self.me: Told = {
            "User": {"id": "9", "email": "reader@here.example", "org_id": "3", "role_id": "6"},
            "Role": {"id": "6", "name": "Read Only"},
            "UserSetting": [],
        }
        self.files: dict[str, bytes] = {}
        self.version = "2.5.1"
        self.settings: list[Told] = []
        self.forbidden: set[str] = set()
        self.faults: list[tuple[str, Fault]] = []
        self.requests: list[tuple[str, Told]] = []
        self.clock_ahead_s = 0.0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._scheme = "http"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def serve_over(self, context: ssl.SSLContext) -> None:
        """Before it is entered: with a certificate."""
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        self._scheme = "https"

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "StandIn":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def asked(self, path: str) -> list[Told]:
        """The bodies of the requests to a path."""
        return [body for one, body in self.requests if one.startswith(path)]

    def answer(self, path: str, body: Told) -> tuple[int, Any]:
        """The status and what is sent as JSON."""
        if any(path.startswith(one) for one in self.forbidden):
            return 403, {"name": "Forbidden", "message": "You may not.", "url": path}
        answers: dict[str, Callable[[Told], Any]] = {
            "/servers/getPyMISPVersion": lambda _: {"version": "2.5.1"},
            "/servers/getVersion": lambda _: {"version": self.version},
            "/servers/serverSettings": lambda _: {"finalSettings": self.settings},
            "/users/view/me": lambda _: self.me,
            "/attributes/describeTypes": lambda _: self.describe_types,
            "/organisations/index": lambda _: [{"Organisation": one} for one in self.organisations],
            "/tags/index": lambda _: {"Tag": self.tags},
            "/events/index": self._index,
            "/events/restSearch": self._events,
            "/sightings/restSearch": self._sightings,
            "/admin/logs/index": self._logs,
        }
        if path.startswith("/organisations/getOrgLogo/"):
            return 404, {"name": "Organisation logo not found", "message": NO_LOGO, "url": path}
        if path.startswith("/shadowAttributes/index"):
            if not self.proposals:
                return 405, {"name": "x", "message": "No proposals found or invalid event."}
            return 200, [{"ShadowAttribute": one} for one in self.proposals]
        for beginning, told in answers.items():
            if path.startswith(beginning):
                return 200, told(body)
        return 404, {"name": "Not Found", "message": "Not Found", "url": path}

    def _index(self, asked: Told) -> list[Told]:
        is_descending = asked.get("direction") == "desc"
        events = sorted(self.events, key=lambda one: int(one["id"]), reverse=is_descending)
        for field in ("timestamp", "publish_timestamp"):
            if field in asked:
                events = [one for one in events if int(one[field]) >= int(asked[field])]
        first = (int(asked.get("page", 1)) - 1) * int(asked.get("limit", len(events) or 1))
        some = events[first : first + int(asked.get("limit", len(events)))]
        return [{k: v for k, v in one.items() if not isinstance(v, list)} for one in some]

    def _events(self, asked: Told) -> Told:
        wanted = {int(one) for one in asked["eventid"]}
        with_deleted = asked.get("deleted") == [0, 1]
        told = [one for one in self.events if int(one["id"]) in wanted]
        return {"response": [{"Event": _shown(one, with_deleted)} for one in told]}

    def _sightings(self, asked: Told) -> Told:
        since, until = int(asked["from"]), int(asked["to"])
        told = [one for one in self.sightings if since <= int(one["date_sighting"]) <= until]
        return {"response": [{"Sighting": one} for one in told]}

    def _logs(self, asked: Told) -> list[Told]:
        since, until = (
            datetime.fromtimestamp(one, UTC).strftime("%Y-%m-%d %H:%M:%S")
            for one in asked["created"]
        )
        told = [
            one
            for one in sorted(self.logs, key=lambda one: int(one["id"]))
            if one["model"] == asked["model"]
            and one["action"] in asked["action"]
            and since <= one["created"] <= until
        ]
        first = (int(asked["page"]) - 1) * int(asked["limit"])
        return [{"Log": one} for one in told[first : first + int(asked["limit"])]]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # head and body in one: else the reader's delayed acknowledgement costs 40 ms
            wbufsize = 1 << 16

            def do_GET(self) -> None:
                size = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(size) or b"{}")
                path = self.path.removesuffix(".json")
                stand_in.requests.append((path, body))
                is_let_in = self.headers.get("Authorization") == KEY
                if path in stand_in.files and (is_let_in or path.startswith("/img/")):
                    status, answer = 200, stand_in.files[path]
                elif path.startswith("/img/"):
                    status, answer = 404, b"<h1>Not Found</h1>"
                elif is_let_in:
                    status, told = stand_in.answer(path, body)
                    answer = msgspec.json.encode(told)
                else:
                    status, answer = 403, b'{"name":"x","message":"Authentication failed."}'
                for number, (beginning, fault) in enumerate(stand_in.faults):
                    if path.startswith(beginning):
                        del stand_in.faults[number]
                        fault(self, answer)
                        return
                send(self, status, answer)

            do_POST = do_GET

            def do_HEAD(self) -> None:
                send(self, 302, b"")

            def date_time_string(self, timestamp: float | None = None) -> str:
                return super().date_time_string((timestamp or time.time()) + stand_in.clock_ahead_s)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def send(handler: BaseHTTPRequestHandler, status: int, answer: bytes) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(answer)))
    handler.end_headers()
    handler.wfile.write(answer)


def status(code: int) -> Fault:
    """An error of MISP's own."""
    body = b'{"name":"Internal","message":"An Internal Error Has Occurred."}'
    return lambda handler, _: send(handler, code, body)


def cut_off(handler: BaseHTTPRequestHandler, answer: bytes) -> None:
    """The connection ends in the midst of the answer."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(answer)))
    handler.end_headers()
    handler.wfile.write(answer[: len(answer) // 2])
    handler.close_connection = True


def half_as_a_whole(handler: BaseHTTPRequestHandler, answer: bytes) -> None:
    """Half of the JSON, as if it were all."""
    send(handler, 200, answer[: len(answer) // 2])


def hang(until: threading.Event) -> Fault:
    """No answer until a test lets go."""

    def fault(handler: BaseHTTPRequestHandler, _: bytes) -> None:
        until.wait(10)
        handler.close_connection = True

    return fault


def captured_stand_in(folder: Path) -> StandIn:
    """It serves what a real MISP answered (`rest/` of the captured data)."""
    told = StandIn()
    index = {one["id"]: one for one in _body(folder, "events_index_json")}
    told.events = [one["Event"] for one in _body(folder, "post_invalid_json")["response"]]
    assert {one["id"] for one in told.events} <= set(index)
    seen = _body(folder, "sightings_restSearch_event_by_owner_includes")["response"]
    told.sightings = [one["Sighting"] for one in seen]
    told.proposals = [one["ShadowAttribute"] for one in _body(folder, "shadow_attributes_index")]
    logs = _body(folder, "logs_admin_search_login") + _body(folder, "logs_by_plain_user")
    told.logs = list({one["Log"]["id"]: one["Log"] for one in logs}.values())
    organisations = _body(folder, "organisations_index_scope_all")
    told.organisations = [one["Organisation"] for one in organisations]
    told.tags = _body(folder, "tags_index")["Tag"]
    told.describe_types = _body(folder, "attributes_describeTypes")
    told.me = _body(folder, "users_view_me_key_admin")
    return told


def _body(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.body.json").read_text())


def _shown(event: Told, with_deleted: bool) -> Told:
    def kept(parts: list[Told]) -> list[Told]:
        return [one for one in parts if with_deleted or not one.get("deleted")]

    objects = [
        {**one, "Attribute": kept(one.get("Attribute", []))}
        for one in kept(event.get("Object", []))
    ]
    return {**event, "Attribute": kept(event.get("Attribute", [])), "Object": objects}
