"""How does one organisation stand: ranks, requirements, trophies, badges, and what earned what?"""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Any, NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.contribution.points import worth
from misp_dashboard.contribution.ranks import monthly_rank
from misp_dashboard.contribution.requirements import (
    Achieved,
    Standing,
    contribution_rank,
    standings,
)
from misp_dashboard.contribution.rules import Model, Rules
from misp_dashboard.contribution.trophies import levels
from misp_dashboard.query.achieved import MS, State, achieved
from misp_dashboard.query.closed_months import by_closed_months
from misp_dashboard.query.contributors import Contributor, ranking
from misp_dashboard.query.contributors_by_category import category_counts
from misp_dashboard.query.countries import EARLIEST
from misp_dashboard.query.credited import IS_CREDITED, crediting
from misp_dashboard.query.honours import honours
from misp_dashboard.query.month import Month, month_of, within
from misp_dashboard.query.quality_points import Explanation, explain
from misp_dashboard.query.scope import AHEAD, IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store

MONTHS = 12

# one pass for all that is asked of its whole time: days of the month, months before, and the rest
LEDGER = f"""
SELECT multiIf(
        at >= {{month:DateTime64(3, 'UTC')}}, toDate(at),
        at >= {{months:DateTime64(3, 'UTC')}}, toStartOfMonth(at),
        toDate(0)) AS day,
    kind, category, action, count(), countIf(at < {{now:DateTime64(3, 'UTC')}}),
    maxIf({MS}, at < {{now:DateTime64(3, 'UTC')}})
FROM activity
WHERE {IN_SCOPE}
    AND {IS_CREDITED}
GROUP BY day, kind, category, action
"""  # noqa: S608 - the parts are constants


class Earned(msgspec.Struct, frozen=True):
    """So many contributions of a kind earned `each` points, `points` together. `category` is ""
    where the kind has none."""

    kind: str
    category: str
    action: str
    contributions: int
    each: int
    points: int


class MonthPoints(msgspec.Struct, frozen=True):
    month: str
    points: float
    rank: int


class Ahead(msgspec.Struct, frozen=True):
    """The next organisation with more points, and how many it takes to overtake it."""

    org: str
    points: float
    to_overtake: float


class OrgTrophy(msgspec.Struct, frozen=True):
    """Of all time. `place` of `organisations` with contributions in the category; `to_next` is how
    many more contributions it takes to have more than the next one above, null for the first."""

    category: str
    contributions: int
    place: int
    organisations: int
    level: int
    title: str
    to_next: int | None


class OrgBadge(msgspec.Struct, frozen=True):
    """`given_at` is null for a badge it does not have."""

    badge: str
    title: str
    text: str
    given_at: datetime | None


class ContributorDetail(msgspec.Struct, frozen=True):
    """How it stands now, or at the end of a past month: `at`.

    `in_month` is null when nothing was contributed in it. `days` has the points of each day of
    the month, `months` of it and the eleven before. `earned` explains the points of the month,
    `earned_in_all` those of all time. `counted` are the names in MISP that count as it.

    `in_month` and `ahead` are by the `model`, and with `quality`, `quality` explains its points of
    the month. Everything else has the points for each contribution.
    """

    org: str
    counted: list[str]
    month: str
    model: Model
    at: datetime
    in_month: Contributor | None
    ahead: Ahead | None
    points_in_all: float
    contribution_rank: int
    contribution_title: str
    requirements: list[Standing]
    trophies: list[OrgTrophy]
    badges: list[OrgBadge]
    days: list[float]
    months: list[MonthPoints]
    earned: list[Earned]
    earned_in_all: list[Earned]
    quality: Explanation | None


class _Entry(NamedTuple):
    """Contributions of one kind on a day of the month, in a month before, or (1970) earlier;
    `past` of them before the moment that is looked at, the newest of those at `newest`."""

    day: date
    kind: str
    category: str
    action: str
    contributions: int
    past: int
    newest: int


def contributor(
    store: Store,
    viewer: Viewer,
    scope: Scope,
    rules: Rules,
    org: str,
    *,
    month: str = "",
    model: Model = "classic",
) -> ContributorDetail:
    """One organisation by its name, whatever the scope's span. One without contributions has none
    of everything. Raises `BadFilter`."""
    now = datetime.now(UTC)
    chosen = month_of(month, now)
    at = min(now, chosen.until)
    until = min(now + AHEAD, chosen.until)
    in_month, ahead = _placed(ranking(store, viewer, scope, rules, chosen, model), org)
    given = honours(store, rules, until)
    months = [chosen.plus(-back) for back in reversed(range(MONTHS))]

    def values(since: datetime, until: datetime) -> dict[str, Any]:
        return {
            **parameters(within(scope, since, until), viewer), **crediting(rules, org),
            "month": chosen.since, "months": months[0].since, "now": min(at, until),
        }  # fmt: skip

    ledger = [*chain(*by_closed_months(store, LEDGER, _Entry, values, chosen.until))]
    state = _state(org, ledger, rules)
    found = achieved(store, viewer, scope, rules, given, at, only=org, state=state)
    stands = standings(rules.requirements, found.get(org, Achieved(0, {})), at)
    rank = contribution_rank(stands)
    first_day = chosen.since.date()
    earned = _explained([one for one in ledger if one.day >= first_day], rules)
    earned_in_all = _explained(ledger, rules)
    by_day: Counter[date] = Counter()
    for one in ledger:
        by_day[one.day] += one.contributions * worth(rules.points, one.kind, one.category)
    badges = given.badges.get(org, {})
    return ContributorDetail(
        org=org,
        counted=[org, *(one for one, counts_as in rules.counts_as if counts_as == org)],
        month=str(chosen),
        model=model,
        at=at,
        in_month=in_month,
        ahead=ahead,
        points_in_all=sum(one.points for one in earned_in_all),
        contribution_rank=rank,
        contribution_title=rules.requirements[rank - 1].title if rank else "",
        requirements=stands,
        trophies=_trophies(store, viewer, scope, rules, org, until),
        badges=[
            OrgBadge(one.badge, one.title, one.text, badges.get(one.badge)) for one in rules.badges
        ],
        days=[
            by_day[first_day + timedelta(days=day)]
            for day in range((chosen.until - chosen.since).days)
        ],
        months=_by_month(months, by_day),
        earned=earned,
        earned_in_all=earned_in_all,
        quality=explain(
            store,
            viewer,
            within(scope, chosen.since, chosen.until),
            rules.quality,
            org,
            counts_as=rules.counts_as,
            excluded=rules.excluded,
        )
        if model == "quality"
        else None,
    )


def _placed(found: list[Contributor], org: str) -> tuple[Contributor | None, Ahead | None]:
    """Its place, and the last of those with more points; who has nothing yet has all ahead."""
    own = next((one for one in found if one.org == org), None)
    points = own.points if own else 0
    above = [one for one in found if one.points > points]
    if not above:
        return own, None
    return own, Ahead(above[-1].org, above[-1].points, above[-1].points - points + 1)


def _state(org: str, ledger: list[_Entry], rules: Rules) -> State | None:
    """What `STATE` would answer of it."""
    past = [one for one in ledger if one.past]
    if not past:
        return None

    def newest(*kinds: str, action: str = "") -> int:
        return max((
            one.newest for one in past if one.kind in kinds and action in ("", one.action)
        ), default=0)  # fmt: skip

    return State(
        org=org,
        points=sum(one.past * worth(rules.points, one.kind, one.category) for one in past),
        sighting=newest("sighting"),
        content=newest("attribute", "object"),
        talk=newest("proposal", "discussion"),
        proposal=newest("proposal"),
        event=newest("event", action="add"),
    )


def _explained(ledger: list[_Entry], rules: Rules) -> list[Earned]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for one in ledger:
        counts[(one.kind, one.category, one.action)] += one.contributions
    found = []
    for (kind, category, action), count in counts.items():
        each = worth(rules.points, kind, category)
        found.append(Earned(kind, category, action, count, each, count * each))
    return sorted(found, key=lambda one: (-one.points, one.kind, one.category, one.action))


def _by_month(months: list[Month], by_day: Counter[date]) -> list[MonthPoints]:
    points: Counter[Month] = Counter()
    for day, amount in by_day.items():
        points[Month(day.year, day.month)] += amount
    return [MonthPoints(str(one), points[one], monthly_rank(points[one])) for one in months]


def _trophies(
    store: Store, viewer: Viewer, scope: Scope, rules: Rules, org: str, until: datetime
) -> list[OrgTrophy]:
    found = []
    counts = category_counts(store, viewer, scope, rules, EARLIEST, until)
    for category, each in counts.items():
        if own := each.get(org, 0):
            level = levels(each, rules.trophies.percentages)[org]
            above = sorted(count for count in each.values() if count > own)
            found.append(
                OrgTrophy(
                    category=category,
                    contributions=own,
                    place=len(above) + 1,
                    organisations=len(each),
                    level=level,
                    title=rules.trophies.title(level),
                    to_next=above[0] - own + 1 if above else None,
                )
            )
    return sorted(found, key=lambda one: (-one.level, -one.contributions, one.category))
