"""Whether volume alone wins: one invented community, ranked by both models of contribution.

A month of honest organisations of all sizes and of adversaries that add no value
(`benchmarks/contribution_community.py`) goes through a real store. It prints everybody's place
under both models, and whether, with every seed, under `quality`
- no adversary is in the top quarter, and
- every small, careful organisation is above every large, careless one.

Run: python benchmarks/contribution_model.py [--seeds N] [--scale S]
"""

import argparse
import statistics
import sys
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from benchmarks.contribution_community import DAYS, MONTH, Community
from benchmarks.dashboard import temporary_folder
from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.config import Contribution
from misp_dashboard.contribution.quality import Quality
from misp_dashboard.contribution.rules import rules_of
from misp_dashboard.query.contributors import ranking
from misp_dashboard.query.month import Month
from misp_dashboard.query.quality_points import quality_points
from misp_dashboard.query.scope import Scope
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert
from misp_dashboard.store.migrate import migrate

BATCH = 20_000


class Standing(NamedTuple):
    """One organisation's points and place under both models; places count from 1."""

    org: str
    role: str
    classic: float
    classic_place: int
    quality: float
    quality_place: int


def fill(store: Store, community: Community) -> None:
    for first in range(0, len(community.rows), BATCH):
        insert(store, community.rows[first : first + BATCH])


def standings(store: Store, community: Community, settings: Quality) -> list[Standing]:
    """Everybody, the best under `quality` first. A tie counts in disfavour of who is honest."""
    month = Scope(since=MONTH, until=MONTH + timedelta(days=DAYS))
    by_classic = {
        one.org: one.points
        for one in ranking(
            store, LOCAL, month, rules_of(Contribution()), Month(MONTH.year, MONTH.month)
        )
    }
    by_quality = {one.org: one.points for one in quality_points(store, LOCAL, month, settings)}

    def placed(points: dict[str, float]) -> dict[str, int]:
        def key(org: str) -> tuple[float, bool]:
            return -points.get(org, 0), community.roles[org] != "adversary"

        return {org: n for n, org in enumerate(sorted(community.roles, key=key), 1)}

    classic, quality = placed(by_classic), placed(by_quality)
    found = [
        Standing(
            org, role, by_classic.get(org, 0), classic[org], by_quality.get(org, 0), quality[org]
        )
        for org, role in community.roles.items()
    ]
    return sorted(found, key=lambda one: one.quality_place)


def wrong(found: list[Standing]) -> list[str]:
    """What ought not to be, in sentences."""
    quarter = len(found) // 4
    said = [
        f"{one.org} adds no value and is {one.quality_place}. of {len(found)}"
        for one in found
        if one.role == "adversary" and one.quality_place <= quarter
    ]
    careless = min(one.quality_place for one in found if one.role == "large careless")
    said += [
        f"{one.org} is {one.quality_place}., below a large careless one at {careless}."
        for one in found
        if one.role == "small careful" and one.quality_place > careless
    ]
    return said


def table(all_: list[list[Standing]]) -> list[str]:
    """A line for each adversary and each role: median points, best and worst place of all seeds."""
    lines: dict[str, list[Standing]] = defaultdict(list)
    for found in all_:
        for one in found:
            lines[one.org if one.role == "adversary" else one.role].append(one)

    def line(name: str, of: list[Standing]) -> str:
        classic, quality = [o.classic_place for o in of], [o.quality_place for o in of]
        return (
            f"| {name} | {statistics.median(o.classic for o in of):,.0f} "
            f"| {min(classic)}-{max(classic)} "
            f"| {statistics.median(o.quality for o in of):,.0f} | {min(quality)}-{max(quality)} |"
        )

    by_place = sorted(lines, key=lambda name: statistics.mean(o.quality_place for o in lines[name]))
    return [
        "| who | classic points | places | quality points | places |",
        "|---|---:|---:|---:|---:|",
        *(line(name, lines[name]) for name in by_place),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--scale", type=float, default=1.0)
    asked = parser.parse_args()
    all_, failures = [], []
    with temporary_folder() as folder:
        store = Store(f"chdb://{Path(folder).resolve() / 'store'}")
        migrate(store)
        for seed in range(1, asked.seeds + 1):
            store.command("TRUNCATE TABLE activity")
            community = Community(seed, asked.scale)
            fill(store, community)
            found = standings(store, community, Quality())
            all_.append(found)
            failures += [f"seed {seed}: {one}" for one in wrong(found)]
        store.close()
    print(
        f"{len(all_[0])} organisations, {len(community.rows):,} activities, {asked.seeds} seeds\n"
    )
    print("\n".join(table(all_)))
    print("\nFAIL\n" + "\n".join(failures) if failures else "\nPASS")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
