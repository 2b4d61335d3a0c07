"""How long the store takes for each question about users, by its functions, over five million rows.

An embedded store is filled with a month of invented activities (`benchmarks/geo_rows.py`), and four
logins for every hundred of them. Every question is asked over 24 hours, 7 days and all 30 days, in
turns. Medians in milliseconds.

Run: python benchmarks/users.py [--activities N] [--rounds N] [--store FOLDER, kept and used again]
"""

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from benchmarks.dashboard import temporary_folder
from benchmarks.geo_rows import fill
from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.query.contribution_per_login import contribution_per_login
from misp_dashboard.query.logins_by_hour import logins_by_hour
from misp_dashboard.query.logins_over_time import logins_over_time
from misp_dashboard.query.scope import Scope
from misp_dashboard.query.sign_ins import sign_ins
from misp_dashboard.store.connect import Store
from misp_dashboard.store.migrate import migrate

SPANS = {"24 hours": timedelta(days=1), "7 days": timedelta(days=7), "30 days": timedelta(days=31)}

QUESTIONS: dict[str, Callable[..., object]] = {
    "logins by hour": logins_by_hour,
    "logins over time": logins_over_time,
    "contribution per login": contribution_per_login,
    "sign-ins": sign_ins,
}

LOGINS = """
INSERT INTO activity (id, at, received_at, instance, topic, kind, action, org, subject_id, value)
SELECT cityHash64(id, 'login'), at, received_at, instance, 'misp_json_user',
    if(id % 23 = 0, 'user', 'login'),
    multiIf(id % 23 = 0, 'edit', id % 7 = 0, 'fail', id % 5 = 0, 'api', 'login'), org,
    id % 900, if(id % 7 = 0, concat('192.0.2.', toString(id % 250)), '')
FROM activity WHERE kind = 'attribute' AND id % 25 = 0
"""


def measured(store: Store, rounds: int) -> dict[tuple[str, str], list[float]]:
    times: dict[tuple[str, str], list[float]] = defaultdict(list)
    for _ in range(rounds):
        for span, length in SPANS.items():
            for name, question in QUESTIONS.items():
                started = time.perf_counter()
                question(store, LOCAL, Scope(span=length), tz="Europe/Luxembourg")
                times[name, span].append((time.perf_counter() - started) * 1000)
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
            store.command(LOGINS)
        times = measured(store, options.rounds)
        store.close()
    print(f"{'median, ms':<26}" + "".join(f"{span:>12}" for span in SPANS))
    for name in QUESTIONS:
        medians = (statistics.median(times[name, span]) for span in SPANS)
        print(f"{name:<26}" + "".join(f"{one:>12.0f}" for one in medians))


if __name__ == "__main__":
    main()
