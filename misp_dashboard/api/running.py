"""What the routes ask: the parts of a running dashboard."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from misp_dashboard.activity.row import Activity
from misp_dashboard.api.activity import ActivityAnswer, answer
from misp_dashboard.api.award_watch import AwardWatch
from misp_dashboard.api.logo import Logos
from misp_dashboard.api.own_work import Resources, Topics
from misp_dashboard.api.rejected_answer import RejectedFrames
from misp_dashboard.attack.matrix import Domain, Matrix
from misp_dashboard.config import Config
from misp_dashboard.live.stream import LiveStream
from misp_dashboard.location.region import Region
from misp_dashboard.query.scope import Scope
from misp_dashboard.store.connect import Store


class InstanceAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One MISP: whether it is heard, why not, since when, and how much of it."""

    name: str
    url: str
    state: str
    reason: str
    since: datetime
    last_frame_at: datetime | None
    frames_per_minute: float
    frames: int
    bytes: int
    rejected: int


class TroubleAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What keeps frames from being stored (`part` store: they wait in the journal), from being
    written down (journal) or from being processed at all (ingest). `reason` is for people, and
    says what to do."""

    part: Literal["store", "journal", "ingest"]
    reason: str
    since: datetime


class Instances(msgspec.Struct, frozen=True):
    """`lag` is how many frames wait in the journal, `rejected` how many are kept apart; `troubles`
    say why frames wait, while they do so for a reason."""

    instances: list[InstanceAnswer]
    lag: int
    rejected: int
    troubles: list[TroubleAnswer]


class GapAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A span in which an instance was not heard; without `until` it goes on, without `filled_at`
    nobody has fetched what happened meanwhile."""

    instance: str
    since: datetime
    until: datetime | None
    reason: str
    filled_at: datetime | None


class FillingAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A span being fetched from an instance: what of it, how much of that is done, and what
    troubles it, "" when nothing does."""

    instance: str
    since: datetime
    until: datetime
    step: str
    done: int
    total: int
    trouble: str


class BackfillAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A span that `misp-dashboard backfill` fetches, or did: `done` of `total` of its step, and the
    frames it has put into the journal. `feed` is where events are from, "" for the MISP itself.
    `reason` says why it failed, or what could not be had; `command` what to run to go on, "" while
    it runs and when it has finished."""

    instance: str
    feed: str
    since: datetime
    until: datetime
    state: Literal["running", "finished", "failed", "interrupted"]
    step: str
    done: int
    total: int
    frames: int
    began_at: datetime
    told_at: datetime
    reason: str
    command: str


class Gaps(msgspec.Struct, frozen=True):
    """The newest gap first; `filling` is what the dashboard fetches now, and `backfills` what was
    asked for by hand: those that run, that finished within a day, and that did not within a week.
    """

    gaps: list[GapAnswer]
    filling: list[FillingAnswer]
    backfills: list[BackfillAnswer]


class Health(msgspec.Struct, frozen=True):
    """`ready` is false when frames cannot be stored or pages not be answered; `reasons` say why."""

    live: bool
    ready: bool
    version: str
    reasons: list[str]


class LinkAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What the test of one link came to. `instance` is "" for what belongs to no MISP; `reason` and
    `remedy` are for people, `remedy` is "" where nothing is to be done; `stages_ms` says how long
    each stage took, where there are several."""

    link: str
    instance: str
    verdict: Literal["ok", "warning", "failed", "skipped"]
    reason: str
    remedy: str
    took_ms: int
    stages_ms: dict[str, float]


class CheckAnswer(msgspec.Struct, frozen=True):
    """`verdict` is the worst of the links'; `checked_at` when the test ended."""

    checked_at: datetime
    verdict: Literal["ok", "warning", "failed"]
    links: list[LinkAnswer]


class Running(msgspec.Struct, frozen=True):
    """The parts, as the routes need them; functions where the part lives in another layer.

    `check` takes the names of links and an instance, empty for all, and may take a minute;
    `borders` is the administrator's own GeoJSON, empty without one; `logos` is None where none are
    shown.
    """

    config: Config
    store: Store
    live: LiveStream
    awards: AwardWatch
    colour: Callable[[str, str], str]
    instances: Callable[[], Instances]
    gaps: Callable[[Scope], Gaps]
    health: Callable[[], Health]
    metrics: Callable[[], bytes]
    topics: Callable[[], Topics]
    resources: Callable[[], Resources]
    rejected: RejectedFrames
    attribution: Callable[[], list[tuple[str, str]]]
    regions: Mapping[str, Region]
    attack: Callable[[], Mapping[Domain, Matrix]]
    check: Callable[[Sequence[str], str], CheckAnswer]
    borders: bytes = b""
    logos: Logos | None = None

    def answer(self, activity: Activity) -> ActivityAnswer:
        return answer(activity, self.colour)
