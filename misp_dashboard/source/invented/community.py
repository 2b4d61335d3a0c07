"""The invented community: two MISP instances whose messages are the same for the same seed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import msgspec

from misp_dashboard.source.frame import Frame
from misp_dashboard.source.invented.organisation import draw_organisations
from misp_dashboard.source.invented.schedule import a_month, a_stream
from misp_dashboard.source.invented.site import Clock, Said, Site
from misp_dashboard.source.invented.stage import Stage
from misp_dashboard.source.invented.story_people import set_up

INSTANCES = ("Aurora ISAC", "Meridian CSIRT")


class LiveMessage(msgspec.Struct, frozen=True, gc=False):
    """`at` is when it is due, `delay_s` how long that is after the message before it."""

    at: datetime
    delay_s: float
    instance: str
    topic: str
    body: bytes


class Community:
    """Call `history` first where the stream is to go on from it, then `stream`."""

    def __init__(self, seed: int, now: datetime) -> None:
        self._seed = seed
        self._now = now
        # Not for secrets: the same seed has to give the same community.
        rng = Random(seed)  # noqa: S311
        outbox: list[Said] = []
        clock = Clock(now)
        self._organisations = draw_organisations(rng)
        sites = (
            Site(INSTANCES[0], rng, clock, outbox, first_id=1_400, new_audit=False),
            Site(INSTANCES[1], rng, clock, outbox, first_id=5_000_000, new_audit=True),
        )
        self._stage = Stage(rng, clock, sites, outbox, now, now + timedelta(seconds=1))
        self._began = False
        self._said_at = now

    def history(self, days: int = 30) -> Iterator[Frame]:
        """The days before now, oldest first; `received_at` is when it would have been received."""
        for at, said in self._past(days):
            yield Frame(said.instance, at, said.topic, msgspec.json.encode(said.body))

    def rehearse(self, days: int = 30) -> None:
        """Lives through the history without telling it, so that the stream goes on from it."""
        for _ in self._past(days):
            pass

    def stream(
        self, started_at: datetime | None = None, speed: float = 1.0
    ) -> Iterator[LiveMessage]:
        """Without end: some activities a second, more with a higher speed.

        `started_at` is the moment of the first message; MISP's timestamps go on from there as the
        delays do, so a sender that keeps to the delays sends true timestamps.
        """
        stage = self._stage
        if not self._began:
            self.rehearse(days=1)
        self.skip_to(started_at or self._now)
        for site in stage.sites:
            site.talkative = True
        stage.begin(a_stream(stage, speed))
        for at, said in stage.play(datetime.max.replace(tzinfo=self._now.tzinfo)):
            delay_s = max(0.0, (at - self._said_at).total_seconds())
            self._said_at = max(at, self._said_at)
            body = msgspec.json.encode(said.body)
            yield LiveMessage(self._said_at, delay_s, said.instance, said.topic, body)

    def skip_to(self, at: datetime) -> None:
        """The stream goes on at this later moment: nothing happened in between."""
        self._stage.clock.now = self._said_at = max(at, self._stage.clock.now)

    def _past(self, days: int) -> Iterator[tuple[datetime, Said]]:
        stage = self._stage
        self._began = True
        stage.clock.now = stage.began_at = self._now - timedelta(days=days)
        stage.ends_at = self._now
        for site in stage.sites:
            members = tuple(found for found in self._organisations if site.name[0] in found.sites)
            host_first = sorted(members, key=lambda found: found.name != site.name)
            stage.begin(set_up(stage, site, tuple(host_first)))
        month = a_month(stage)
        stage.begin(month, delay_s=1200)
        for at, said in stage.play(self._now):
            if at < self._now:
                yield at, said
        month.close()
