"""The subject of a check: a configuration, and the dashboard that may run with it."""

import threading
from functools import cached_property
from types import TracebackType

import msgspec

from misp_dashboard.check.listener import Listener
from misp_dashboard.check.running_dashboard import RunningDashboard, runs
from misp_dashboard.check.web_answer import WebAnswer, WebUnanswered, ask_web
from misp_dashboard.cli.access import access_of
from misp_dashboard.config import Config, Instance, Loaded
from misp_dashboard.source.history.access import Access
from misp_dashboard.source.history.rest import Rest
from misp_dashboard.store.connect import Store

HEARD_WITHIN_S = 15.0
"""MISP's publisher says after 10 s of quiet that it lives."""
ANSWER_S = 30.0
"""All of MISP's settings come with a diagnosis of its database and modules."""


class Subject:
    """What the tests of the links share. Use it in a `with`.

    `store` is the open one, where the check runs within the dashboard itself.
    """

    def __init__(
        self,
        loaded: Loaded,
        instances: tuple[Instance, ...] | None = None,
        store: Store | None = None,
        stopping: threading.Event | None = None,
    ) -> None:
        self.loaded = loaded
        self.config: Config = loaded.config
        self.instances = loaded.config.instances if instances is None else instances
        self.store = store
        self.running = RunningDashboard(self.config) if store or runs(self.config) else None
        self.heard_within_s = HEARD_WITHIN_S
        self.stopping = stopping or threading.Event()
        self._rests: dict[str, Rest | None] = {}
        self._web_answers: dict[str, WebAnswer | WebUnanswered] = {}

    def __enter__(self) -> "Subject":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if "listener" in self.__dict__:
            self.listener.close()

    @cached_property
    def listener(self) -> Listener:
        """Subscribed to all instances from the first use on."""
        return Listener(self.instances, self.stopping)

    def rest(self, instance: Instance) -> Rest | None:
        """None where no key is configured. It keeps to `history.requests_per_minute`."""
        if instance.name not in self._rests:
            access = access_of(self.config, instance)
            if access:
                access = msgspec.structs.replace(access, timeout_s=ANSWER_S)
            self._rests[instance.name] = Rest(access, self.stopping) if access else None
        return self._rests[instance.name]

    def web_answer(self, instance: Instance) -> WebAnswer:
        """Asked once. Raises WebUnanswered."""
        if instance.name not in self._web_answers:
            access = access_of(self.config, instance) or Access(
                instance=instance.name,
                url=instance.url,
                key="",
                verify_tls=instance.verify_tls,
                ca_file=instance.ca_file,
            )
            try:
                self._web_answers[instance.name] = ask_web(access)
            except WebUnanswered as error:
                self._web_answers[instance.name] = error
        answer = self._web_answers[instance.name]
        if isinstance(answer, WebUnanswered):
            raise answer
        return answer
