"""How long the store takes for each question about contributors, over five million rows.

An embedded store is filled with a year of invented contributions of 2,000 organisations, a few of
which do most. Every question is asked in turns. Medians in milliseconds: by the clock, and `cpu`,
the processor time, which a busy machine changes less.

Run: python -m benchmarks.contributions [--activities N] [--rounds N] [--store FOLDER, kept]
"""

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from benchmarks.dashboard import temporary_folder
from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.config import Contribution
from misp_dashboard.contribution.rules import rules_of
from misp_dashboard.query.awards import awards
from misp_dashboard.query.contributor import contributor
from misp_dashboard.query.contributors import contributors
from misp_dashboard.query.contributors_by_category import contributors_by_category
from misp_dashboard.query.contributors_over_time import contributors_over_time
from misp_dashboard.query.hall_of_fame import hall_of_fame
from misp_dashboard.query.last_contributors import last_contributors
from misp_dashboard.query.scope import Scope
from misp_dashboard.store.connect import Store
from misp_dashboard.store.migrate import migrate

BATCH = 500_000

RULES = rules_of(Contribution())
DAY, MONTH = Scope(span=timedelta(days=1)), Scope(span=timedelta(days=30))

COUNT = "SELECT count() FROM activity WHERE at < now64(3)"

QUESTIONS: dict[str, Callable[[Store], object]] = {
    "a bare SELECT count()": lambda store: store.command(COUNT),
    "contributors": lambda store: contributors(store, LOCAL, DAY, RULES),
    "contributors by category": lambda store: contributors_by_category(store, LOCAL, DAY, RULES),
    "contributors over time": lambda store: contributors_over_time(store, LOCAL, DAY, RULES),
    "last contributors, 30 days": lambda store: last_contributors(store, LOCAL, MONTH, RULES),
    "hall of fame": lambda store: hall_of_fame(store, LOCAL, DAY, RULES),
    "a large contributor": lambda store: contributor(store, LOCAL, DAY, RULES, "Org 3"),
    "a small contributor": lambda store: contributor(store, LOCAL, DAY, RULES, "Org 1500"),
    "awards, 24 hours": lambda store: awards(store, LOCAL, DAY, RULES),
    "awards, 30 days": lambda store: awards(store, LOCAL, MONTH, RULES),
}

FILL = """
INSERT INTO activity (id, at, received_at, instance, topic, kind, action, org, event_id,
    event_uuid, subject_uuid, category, type, value, tags, distribution)
SELECT
    cityHash64(n, 1), now64(3) - toIntervalMillisecond(cityHash64(n, 2) % (365 * 86400000)) AS at,
    at, ['A', 'B'][1 + n % 2], 'misp_json_attribute',
    multiIf(part < 70, 'attribute', part < 80, 'object', part < 86, 'sighting', part < 88,
        'proposal', part < 90, 'discussion', part < 93, 'event', 'tag') AS kind,
    multiIf(kind = 'tag', 'attach', cityHash64(n, 4) % 5 = 0, 'edit', 'add'),
    if(kind = 'tag', '', concat('Org ', toString(toUInt32(
        pow(2000, (cityHash64(n, 5) % 1000000) / 1000000))))),
    cityHash64(n, 6) % 60000 + 1 AS the_event, reinterpretAsUUID(sipHash128('event', the_event)),
    reinterpretAsUUID(sipHash128('subject', n)),
    if(kind IN ('attribute', 'sighting', 'proposal'), ['Network activity', 'Payload delivery',
        'External analysis', 'Other', 'Artifacts dropped', 'Person', 'Attribution',
        'Financial fraud'][1 + cityHash64(n, 7) % 8], ''),
    if(kind = 'tag', 'event', 'domain'), concat('value ', toString(n)),
    if(part % 3 = 0, ['tlp:green'], []), 1
FROM (
    SELECT number + {first:UInt64} AS n, cityHash64(n, 3) % 100 AS part
    FROM numbers({count:UInt64})
)
"""


def fill(store: Store, activities: int) -> None:
    for first in range(0, activities, BATCH):
        store.command(FILL, {"first": first, "count": min(BATCH, activities - first)})


def measured(store: Store, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """By the clock, and by the processor in all threads."""
    times: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for _ in range(rounds):
        for name, question in QUESTIONS.items():
            started, cpu = time.perf_counter(), time.process_time()
            question(store)
            took_s = time.perf_counter() - started, time.process_time() - cpu
            times[name].append((took_s[0] * 1000, took_s[1] * 1000))
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--activities", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--store", type=Path)
    options = parser.parse_args()
    with temporary_folder() as folder:
        store = Store(f"chdb://{(options.store or folder / 'store').absolute()}")
        migrate(store)
        if store.command("SELECT count() FROM activity") == "0":
            fill(store, options.activities)
        times = measured(store, options.rounds)
        store.close()
    print(f"{'median, ms':<30}{'clock':>8}{'cpu':>8}")
    for name, each in times.items():
        clock, cpu = (statistics.median(one) for one in zip(*each, strict=True))
        print(f"{name:<30}{clock:>8.0f}{cpu:>8.0f}")


if __name__ == "__main__":
    main()
