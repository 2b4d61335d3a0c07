"""A running dashboard: its parts put together, started in order and stopped in order."""

import logging
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta

import uvicorn

from misp_dashboard import __version__
from misp_dashboard.activity.privacy import privacy_of
from misp_dashboard.activity.pseudonym_key import KeyUnusable
from misp_dashboard.api.app import create_app, guarded
from misp_dashboard.api.award_watch import AwardWatch
from misp_dashboard.api.request_count import RequestCount
from misp_dashboard.api.running import Health, InstanceAnswer, Instances, Running
from misp_dashboard.attack.place import FOLDER as ATTACK
from misp_dashboard.attack.place import Matrices
from misp_dashboard.check.cached import OwnCheck
from misp_dashboard.cli.access import accesses_of
from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.figures import Figures
from misp_dashboard.cli.gaps import gaps_within
from misp_dashboard.cli.heard import write_down_heard
from misp_dashboard.cli.known import refuse_half_restored
from misp_dashboard.cli.lock import RunLock
from misp_dashboard.cli.logos import logos_of
from misp_dashboard.cli.logs import set_up_logs
from misp_dashboard.cli.own_work import OwnWork
from misp_dashboard.cli.rejected_answer import rejected_frames
from misp_dashboard.cli.store_socket import StoreSocket
from misp_dashboard.cli.troubles import troubles_of
from misp_dashboard.config import Config, Instance, Server
from misp_dashboard.contribution.rules import rules_of
from misp_dashboard.directory.directory import Directory
from misp_dashboard.ingest.pipeline import Ingest, Progress
from misp_dashboard.journal.rejected import RejectedFrames
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.journal.unavailable import JournalUnavailable
from misp_dashboard.live.stream import LiveStream
from misp_dashboard.location.geoip import geoip_files_of
from misp_dashboard.location.locate import LocationUnavailable, Locator
from misp_dashboard.location.own_borders import BordersUnusable, own_borders
from misp_dashboard.location.region import BadRegion, with_own
from misp_dashboard.source.address import Address
from misp_dashboard.source.history.catch_up import CatchUp
from misp_dashboard.source.history.record import FILE as HISTORY
from misp_dashboard.source.history.record import HistoryRecord, RecordUnusable
from misp_dashboard.source.zeromq import ZeroMQSource
from misp_dashboard.store.connect import Store, StoreRefused, StoreUnavailable
from misp_dashboard.store.meaning import learn_stored
from misp_dashboard.store.migrate import SchemaTooNew, keep_for, migrate
from misp_dashboard.warninglist.chosen import warninglists_of
from misp_dashboard.warninglist.file import WarninglistUnusable

log = logging.getLogger(__name__)

JOURNAL = "journal.sqlite3"
STOP_S = 4
STORE_AGAIN_S = 2
BACKLOG = 2048
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Parts:
    """What runs: source → journal → ingest → store and live; and what the API asks of it."""

    def __init__(self, config: Config, stack: ExitStack, *, waits: bool = False) -> None:
        """With `waits`, a store server that does not answer yet is waited for."""
        self.regions = with_own({one.name: one.codes for one in config.regions})
        self.borders = own_borders(config.page.borders)
        stack.enter_context(RunLock(config.data_dir))
        refuse_half_restored(config.data_dir)
        self.config = config
        self.journal = journal_of(config)
        stack.callback(self.journal.close)
        self.rejected = RejectedFrames(config.data_dir / JOURNAL)
        stack.callback(self.rejected.close)
        self.live = LiveStream()
        self.source = ZeroMQSource(
            [address_of(instance) for instance in config.instances],
            self.journal.append,
            self.live.nudge,
        )
        self._source_started = False
        stack.callback(self.stop_source)
        self.store = Store(config.store_url, config.store.password.reveal())
        stack.callback(self.store.close)
        self._open_store(waits)
        self.directory = Directory(self.store)
        self.directory.load()
        self.locator = Locator(geoip_files_of(config), tld=config.location.tld)
        stack.callback(self.locator.close)
        self.attack = Matrices(config.data_dir / ATTACK)
        self.awards = AwardWatch(self.store, rules_of(config.contribution), self.live)
        self.ingest = Ingest(
            self.journal,
            self.store,
            self.directory,
            self.locator,
            self.live,
            warninglists_of(config),
            privacy_of(config.privacy.users, config.data_dir),
        )
        self.record = HistoryRecord(config.data_dir / HISTORY)
        stack.callback(self.record.close)
        write_down_heard(self.record, self.store, [one.name for one in config.instances])
        self.history = CatchUp(
            self.record,
            self.source.states,
            accesses_of(config) if config.history.catch_up else [],
            self.journal,
            timedelta(minutes=config.history.overlap_minutes),
        )
        stack.callback(self.history.stop)
        self.logos = logos_of(config)
        self.check = OwnCheck(config, self.store)
        self.requests = RequestCount()
        self.figures = Figures(
            self.source.states,
            self.journal,
            self.ingest,
            self.live,
            self.history,
            lambda: self.source.journal_fault,
            self.requests,
        )
        self.own_work = OwnWork(
            config, self.source.states, self.journal, self.store, self.ingest, self.live
        )

    def _open_store(self, waits: bool) -> None:
        """Its tables are of this version. While it is waited for, what comes is journalled."""
        reason = ""
        while True:
            try:
                migrate(self.store)
                keep_for(self.store, self.config.store.retention_days)
                learn_stored(self.store)
                return
            except StoreUnavailable as error:
                if self.store.embedded or not waits:
                    raise
                if str(error) != reason:
                    log.warning("it starts as soon as the store answers, and keeps what comes: %s",
                        error)  # fmt: skip
                reason = str(error)
                self.start_source()
                time.sleep(STORE_AGAIN_S)

    def start_source(self) -> None:
        if not self._source_started:
            self._source_started = True
            self.source.start()

    def stop_source(self) -> None:
        """Append what has come, and end."""
        self.source.stop()
        self.source.join(STOP_S)

    def stop_answers(self) -> None:
        """End what answers for long: live streams, and a self-test. Source and ingest are asked to
        end meanwhile, so that all together takes less than ten seconds, whatever hangs."""
        self.live.close()
        self.check.stop()
        if self.logos:
            self.logos.stop()
        self.awards.stop(0)
        self.source.stop()
        self.ingest.stop(0)

    def running(self) -> Running:
        return Running(
            config=self.config,
            store=self.store,
            live=self.live,
            awards=self.awards,
            colour=self.directory.colour,
            instances=self.instances,
            gaps=lambda scope: gaps_within(scope, self.record, self.history),
            health=self.health,
            metrics=self.figures.text,
            topics=self.own_work.topics,
            resources=lambda: self.own_work.resources(self.health().reasons),
            rejected=rejected_frames(self.rejected),
            regions=self.regions,
            attack=self.attack,
            check=self.check,
            borders=self.borders,
            logos=self.logos,
            attribution=self.attribution,
        )

    def attribution(self) -> list[tuple[str, str]]:
        """Whom the databases in use oblige us to name; another one may be put in place."""
        return [(one.text, one.url) for one in self.locator.attribution]

    def instances(self) -> Instances:
        """Asks the journal's file: not for the event loop's thread."""
        rejected = self.rejected.counts()
        urls = {instance.name: instance.url for instance in self.config.instances}
        return Instances(
            instances=[
                InstanceAnswer(
                    name=state.name,
                    url=urls.get(state.name, ""),
                    state=state.state,
                    reason=state.reason,
                    since=state.since,
                    last_frame_at=state.last_frame_at,
                    frames_per_minute=state.frames_per_minute,
                    frames=state.frames,
                    bytes=state.bytes,
                    rejected=rejected.get(state.name, 0),
                )
                for state in self.source.states()
            ],
            lag=self.journal.lag(),
            rejected=sum(rejected.values()),
            troubles=troubles_of(self.source, self.ingest),
        )

    def health(self) -> Health:
        reasons = [one.reason for one in troubles_of(self.source, self.ingest)]
        return Health(live=True, ready=not reasons, version=__version__, reasons=reasons)


def serve(
    config: Config,
    on_ready: Callable[[str], None] | None = None,
    on_stop: Callable[[], None] | None = None,
) -> None:
    """Run until SIGINT or SIGTERM; `on_ready` is told the address once the page answers, and
    `on_stop` is called when it begins to stop.

    Raises Failure when a part cannot be started, with what to do about it.
    """
    set_up_logs(config.log.level, config.log.format)
    with ExitStack() as stack, started_or_explained():
        listening = stack.enter_context(listen_on(config.server))
        parts = Parts(config, stack, waits=True)

        def begin_to_stop() -> None:
            if on_stop is not None:
                on_stop()
            parts.stop_answers()

        server = _Server(
            uvicorn.Config(
                parts.requests.counting(guarded(create_app(parts.running()), config)),
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=STOP_S,
                lifespan="on",
            ),
            on_ready=lambda: (on_ready or log_ready)(config.server.address),
            on_stop=begin_to_stop,
        )
        stack.enter_context(StoreSocket(config.data_dir, parts.store))
        parts.ingest.start()
        stack.callback(parts.ingest.stop)
        parts.awards.start()
        stack.callback(parts.awards.stop)
        parts.start_source()
        stack.callback(parts.stop_source)
        parts.history.start()
        stack.callback(parts.history.stop)
        server.run(sockets=[listening])


@contextmanager
def started_or_explained() -> Iterator[None]:
    """What keeps a part from starting is told in its own words, without a traceback."""
    try:
        yield
    except (StoreUnavailable, StoreRefused, SchemaTooNew, JournalUnavailable) as error:
        raise Failure(str(error), "") from error
    except (LocationUnavailable, BadRegion, BordersUnusable, WarninglistUnusable) as error:
        raise Failure(str(error), "") from error
    except RecordUnusable as error:
        raise Failure(f"{error}.", "") from error
    except KeyUnusable as error:
        raise Failure(f"{error}.", "") from error


def listen_on(server: Server) -> socket.socket:
    """A listening socket; raises Failure with what to do when the address cannot be had."""
    family = socket.AF_INET6 if ":" in server.host else socket.AF_INET
    # asyncio sends small writes at once (TCP_NODELAY) only where the protocol is named: without
    # it every answer waits 40 ms for the reader's delayed acknowledgement
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((server.host, server.port))
        listening.listen(BACKLOG)
        return listening
    except OSError as error:
        listening.close()
        why = os.strerror(error.errno or 0).lower()
        raise Failure(
            f"{server.host} port {server.port} cannot be listened on: {why}.",
            "Set server.port (or MISP_DASHBOARD_SERVER__PORT) to a free one, or stop what has it.",
        ) from error


def drain(config: Config, on_batch: Callable[[int], None] | None = None) -> Progress:
    """Process everything the journal holds, without serving; answers what was done."""
    with ExitStack() as stack, started_or_explained():
        return Parts(config, stack).ingest.drain(on_batch)


def journal_of(config: Config) -> SqliteJournal:
    """The journal of a data folder; another process may append to it while a dashboard runs."""
    return SqliteJournal(
        config.data_dir / JOURNAL, retention_s=config.journal.retention_hours * 3600
    )


def address_of(instance: Instance) -> Address:
    """Where and how to subscribe to a configured instance."""
    return Address(
        name=instance.name,
        zmq=instance.zmq,
        username=instance.username,
        password=instance.password.reveal(),
    )


def log_ready(address: str) -> None:
    log.info("MISP Dashboard %s is at %s", __version__, address)


class _Server(uvicorn.Server):
    """Says when it answers, ends the live streams before it waits for open requests, and returns
    after a signal, so that the other parts are stopped in order too."""

    def __init__(
        self, config: uvicorn.Config, on_ready: Callable[[], object], on_stop: Callable[[], object]
    ) -> None:
        super().__init__(config)
        self._on_ready = on_ready
        self._on_stop = on_stop

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {one: signal.signal(one, self.handle_exit) for one in SIGNALS}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            self._on_ready()

    async def shutdown(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        self._on_stop()
        await super().shutdown(sockets)  # type: ignore[arg-type]


@contextmanager
def parts_of(config: Config) -> Iterator[Parts]:
    """The parts of a dashboard that is not served: for tests and measurements."""
    with ExitStack() as stack:
        yield Parts(config, stack)
