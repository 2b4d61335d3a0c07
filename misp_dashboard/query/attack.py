"""Which techniques of MITRE ATT&CK occur within the scope, by tactic, and how often?"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypedDict

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.attack.matrix import DOMAINS, Domain, Matrix, Technique, parent_of
from misp_dashboard.query import trend
from misp_dashboard.query.attack_sql import AttackRow, attack_rows
from misp_dashboard.query.attack_tag import ELSEWHERE, ITSELF, UNKNOWN, WHOLE
from misp_dashboard.query.countries import EARLIEST
from misp_dashboard.query.filter import PATTERNS
from misp_dashboard.query.scope import Scope, parameters
from misp_dashboard.query.suggestions import exactly
from misp_dashboard.query.trend import State
from misp_dashboard.store.connect import Store


class AttackCounts(msgspec.Struct, frozen=True, kw_only=True):
    """`previous` is of the equal span before; `events` and `organisations` are those of the
    span, each once."""

    activities: int
    previous: int
    state: State
    events: int
    organisations: int


class AttackTactic(AttackCounts, frozen=True, kw_only=True):
    """`id` is its short name (`initial-access`); an activity counts once, however many of its
    techniques it has. `techniques` is how many of them occur, sub-techniques with their parent."""

    id: str
    name: str
    techniques: int


class AttackSubTechnique(AttackCounts, frozen=True, kw_only=True):
    """`tags` are the patterns for the filter `tag` that mean it."""

    id: str
    name: str
    tactics: list[str]
    tags: list[str]


class AttackTechnique(AttackSubTechnique, frozen=True, kw_only=True):
    """Its counts are of it and its sub-techniques, an activity once; `itself` is how many are
    tagged with the technique."""

    itself: int
    sub_techniques: list[AttackSubTechnique]


class AttackUnknown(AttackCounts, frozen=True, kw_only=True):
    """An id in no matrix: retired without a successor, mistyped, or newer than the matrix."""

    id: str
    name: str
    tags: list[str]


class AttackDomain(msgspec.Struct, frozen=True):
    """A matrix there is, and how many activities of the scope have a technique of it."""

    domain: Domain
    activities: int


class Attack(msgspec.Struct, frozen=True, kw_only=True):
    """`tactics` are in the order of the matrix, techniques in order of their id. `total` are the
    activities with a technique of this matrix, each once. `notice` is due where it is shown."""

    since: datetime
    until: datetime
    domain: Domain
    domains: list[AttackDomain]
    version: str
    source: str
    notice: str
    total: AttackCounts
    tactics: list[AttackTactic]
    techniques: list[AttackTechnique]
    unknown: list[AttackUnknown]


NONE_YET = AttackRow()

Rows = Mapping[str, AttackRow]


def attack(
    store: Store,
    viewer: Viewer,
    scope: Scope,
    matrices: Mapping[Domain, Matrix],
    *,
    domain: Domain = "enterprise",
    whole: bool = False,
) -> Attack:
    """The techniques that occur, or with `whole` all there are. Raises KeyError for a domain
    without a matrix."""
    now = datetime.now(UTC)
    matrix = matrices[domain]
    others = {name: one for name, one in matrices.items() if name != domain}
    since, until = scope.bounds(now)
    before = max(scope.before(now).bounds(now)[0], EARLIEST)
    values = {**parameters(scope, viewer, now), "since": before, "middle": since}
    rows = attack_rows(store, values, matrix, others)
    techniques = _techniques(matrix, rows, whole)
    return Attack(
        since=since,
        until=min(until, now),
        domain=domain,
        domains=[
            AttackDomain(
                name,
                rows.get(WHOLE if name == domain else f"{ELSEWHERE}{name}", NONE_YET).activities,
            )
            for name in DOMAINS
            if name in matrices
        ],
        version=matrix.version,
        source=matrix.source,
        notice=matrix.notice,
        total=AttackCounts(**_counts(rows.get(WHOLE))),
        tactics=[
            AttackTactic(
                id=one.id,
                name=one.name,
                techniques=sum(
                    one.id in known.tactics and known.activities > 0 for known in techniques
                ),
                **_counts(rows.get(one.id)),
            )
            for one in matrix.tactics
        ],
        techniques=techniques,
        unknown=_unknown(matrix, rows),
    )


def _techniques(matrix: Matrix, rows: Rows, whole: bool) -> list[AttackTechnique]:
    subs: dict[str, list[Technique]] = {}
    for one in matrix.techniques:
        subs.setdefault(parent_of(one.id), []).append(one)
    return [
        _technique(one, subs.get(one.id, []), rows, whole)
        for one in subs.get("", [])
        if whole or _occurs(one, rows)
    ]


def _technique(one: Technique, subs: list[Technique], rows: Rows, whole: bool) -> AttackTechnique:
    under = [
        AttackSubTechnique(
            id=sub.id, name=sub.name, tactics=sub.tactics, tags=_patterns([sub], rows),
            **_counts(rows.get(sub.id)),
        )
        for sub in subs
        if whole or _occurs(sub, rows)
    ]  # fmt: skip
    return AttackTechnique(
        id=one.id,
        name=one.name,
        tactics=one.tactics,
        itself=rows.get(f"{ITSELF}{one.id}", NONE_YET).activities,
        sub_techniques=under,
        tags=_patterns([one, *subs], rows),
        **_counts(rows.get(one.id)),
    )


def _occurs(one: Technique, rows: Rows) -> bool:
    return rows.get(one.id, NONE_YET).activities > 0


def _patterns(techniques: list[Technique], rows: Rows) -> list[str]:
    """As many as a filter takes; of the most frequent techniques where there are more."""
    found = [rows[key] for one in techniques if (key := f"{ITSELF}{one.id}") in rows]
    found.sort(key=lambda row: -row.activities)
    return [exactly(tag) for row in found for tag in row.tags][:PATTERNS]


def _unknown(matrix: Matrix, rows: Rows) -> list[AttackUnknown]:
    found = []
    for key, row in rows.items():
        if key.startswith(UNKNOWN) and row.activities:
            id = key.removeprefix(UNKNOWN)
            found.append(
                AttackUnknown(
                    id=id,
                    name=matrix.retired_names.get(id, ""),
                    tags=[exactly(tag) for tag in row.tags][:PATTERNS],
                    **_counts(row),
                )
            )
    return sorted(found, key=lambda one: (-one.activities, one.id))


class _Counts(TypedDict):
    activities: int
    previous: int
    state: State
    events: int
    organisations: int


def _counts(row: AttackRow | None) -> _Counts:
    one = row or NONE_YET
    return {
        "activities": one.activities,
        "previous": one.previous,
        "state": trend.state(one.activities, one.previous),
        "events": one.events,
        "organisations": one.organisations,
    }
