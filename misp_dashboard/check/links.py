"""The links of the chain in the order in which data goes through it, and their tests."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import msgspec

from misp_dashboard.check.clock import check_clock
from misp_dashboard.check.configuration import check_configuration
from misp_dashboard.check.disk import check_disk
from misp_dashboard.check.files import check_files
from misp_dashboard.check.finding import Finding, Result, failed, skipped
from misp_dashboard.check.frames import check_frames
from misp_dashboard.check.geoip import check_geoip
from misp_dashboard.check.handshake import check_handshake
from misp_dashboard.check.history import check_history
from misp_dashboard.check.journal import check_journal
from misp_dashboard.check.key import check_key
from misp_dashboard.check.live import check_live
from misp_dashboard.check.name import check_name
from misp_dashboard.check.port import check_port
from misp_dashboard.check.queue import check_queue
from misp_dashboard.check.server import check_server
from misp_dashboard.check.store import check_store
from misp_dashboard.check.subject import Subject
from misp_dashboard.check.tiles import check_tiles
from misp_dashboard.check.topics import check_topics
from misp_dashboard.check.version import check_version
from misp_dashboard.check.web import check_web
from misp_dashboard.config import Instance
from misp_dashboard.source.history.rest import Stopped

log = logging.getLogger(__name__)


class Link(msgspec.Struct, frozen=True):
    """What is tested where; useless, and so skipped, where one of `needs` failed."""

    name: str
    check: Callable[[Subject], Finding]
    needs: tuple[str, ...] = ()


class InstanceLink(msgspec.Struct, frozen=True):
    """The same for each MISP instance by itself."""

    name: str
    check: Callable[[Subject, Instance], Finding]
    needs: tuple[str, ...] = ()


LINKS: tuple[Link, ...] = (
    Link("configuration", check_configuration),
    Link("files", check_files),
    Link("disk", check_disk),
    Link("journal", check_journal, needs=("files",)),
    Link("history", check_history, needs=("files",)),
    Link("store", check_store, needs=("files",)),
    Link("geoip", check_geoip),
    Link("tiles", check_tiles),
)

OF_INSTANCE: tuple[InstanceLink, ...] = (
    InstanceLink("name", check_name),
    InstanceLink("port", check_port, needs=("name",)),
    InstanceLink("handshake", check_handshake, needs=("port",)),
    InstanceLink("frames", check_frames, needs=("handshake",)),
    InstanceLink("web", check_web),
    InstanceLink("clock", check_clock, needs=("web",)),
    InstanceLink("key", check_key, needs=("web",)),
    InstanceLink("version", check_version, needs=("key",)),
    InstanceLink("topics", check_topics, needs=("key",)),
)

OF_SERVER: tuple[Link, ...] = (
    Link("server", check_server, needs=("files",)),
    Link("queue", check_queue, needs=("journal", "server")),
    Link("live", check_live, needs=("journal", "server")),
)

NAMES: tuple[str, ...] = (
    *(one.name for one in LINKS),
    *(one.name for one in OF_INSTANCE),
    *(one.name for one in OF_SERVER),
)

OnStart = Callable[[str, str], object]
"""Told the link and the instance that is about to be tested."""


def walk(
    subject: Subject,
    only: Sequence[str] = (),
    on_start: OnStart = lambda link, instance: None,
    limit_s: float = 300,
) -> Iterator[Result]:
    """Test link after link; `only` names those wanted. What is not begun within `limit_s` is
    skipped."""
    until_s = time.monotonic() + limit_s
    broken: set[tuple[str, str]] = set()
    for name, needs, instance, test in _steps(subject):
        if only and name not in only:
            continue
        if subject.stopping.is_set():
            return
        on_start(name, instance)
        began_s = time.monotonic()
        cause = next((one for one in needs if broken & {(one, instance), (one, "")}), "")
        if cause:
            finding = skipped(f"`{cause}` has to work first")
        elif began_s > until_s:
            finding = skipped(f"the time for all tests, {limit_s:g} s, was over")
        else:
            finding = _tested(name, test)
        if cause or finding.verdict == "failed":
            broken.add((name, instance))
        yield Result(
            link=name,
            instance=instance,
            verdict=finding.verdict,
            reason=finding.reason,
            remedy=finding.remedy,
            took_ms=round((time.monotonic() - began_s) * 1000),
            stages_ms=finding.stages_ms,
        )


class _Step(NamedTuple):
    link: str
    needs: tuple[str, ...]
    instance: str
    test: Callable[[], Finding]


def _steps(subject: Subject) -> Iterator[_Step]:
    for link in LINKS:
        yield _Step(link.name, link.needs, "", partial(link.check, subject))
    for instance in subject.instances:
        for of in OF_INSTANCE:
            test = partial(of.check, subject, instance)
            yield _Step(of.name, of.needs, instance.name, test)
    for link in OF_SERVER:
        yield _Step(link.name, link.needs, "", partial(link.check, subject))


def _tested(name: str, check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except Stopped:
        return skipped("the dashboard is being stopped")
    except Exception as error:
        # a test that is itself broken must not keep the others from being made
        log.exception("the test of %s", name)
        return failed(
            f"the test itself failed: {type(error).__name__}: {error}",
            "this is a mistake in MISP Dashboard: please report it with these lines",
        )
