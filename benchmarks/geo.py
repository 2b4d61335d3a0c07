"""How long the store takes for each question of the map, by its functions, over five million rows.

An embedded store is filled with a month of invented activities (`benchmarks/geo_rows.py`). Every
question is asked over 24 hours, 7 days and all 30 days, in turns; in each turn comes a bare
`SELECT count()` over the same rows, the least that any question can cost. Medians in milliseconds;
`cpu` is processor time, which a busy machine changes less, and × as many times the bare count's.

Run: python benchmarks/geo.py [--activities N] [--rounds N] [--store FOLDER, kept and used again]
"""

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import msgspec

from benchmarks.dashboard import temporary_folder
from benchmarks.geo_rows import fill
from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.query.area import areas_from
from misp_dashboard.query.countries import countries
from misp_dashboard.query.countries_over_time import countries_over_time
from misp_dashboard.query.coverage import coverage
from misp_dashboard.query.indicators import indicators
from misp_dashboard.query.places import places
from misp_dashboard.query.scope import IN_SPAN, Scope, parameters, scope_from
from misp_dashboard.query.suggestions import suggestions
from misp_dashboard.store.connect import Store
from misp_dashboard.store.migrate import migrate

SPANS = {"24 hours": timedelta(days=1), "7 days": timedelta(days=7), "30 days": timedelta(days=31)}

BARE = f"SELECT count() FROM activity WHERE {IN_SPAN}"  # noqa: S608 - the scope's constant

WHOLE = Scope()
CIRCLE = Scope(areas=areas_from(["49.61,6.13,100"], []))
REGION = scope_from({"region": ["western-europe"]}, "24h", "", "")
TARGETS_IN = scope_from({"target_region": ["eu"]}, "24h", "", "")
QUIET = scope_from({"noise": ["false"], "precision": ["!weak"], "tag": ["!*7*"]}, "24h", "", "")

Question = tuple[Callable[..., object], Scope, dict[str, object]]

QUESTIONS: dict[str, Question] = {
    "countries": (countries, WHOLE, {}),
    "countries, and the span before": (countries, WHOLE, {"compare": True}),
    "countries in a region": (countries, REGION, {}),
    "countries within 100 km": (countries, CIRCLE, {}),
    "countries, three filters": (countries, QUIET, {}),
    "countries targeted": (countries, WHOLE, {"of": "target"}),
    "countries targeted, and before": (countries, WHOLE, {"of": "target", "compare": True}),
    "countries targeted in a region": (countries, TARGETS_IN, {"of": "target"}),
    "countries over time": (countries_over_time, WHOLE, {}),
    "countries targeted, over time": (countries_over_time, WHOLE, {"of": "target"}),
    "places": (places, WHOLE, {}),
    "places in a region": (places, REGION, {}),
    "places within 100 km": (places, CIRCLE, {}),
    "coverage": (coverage, WHOLE, {}),
    "coverage within 100 km": (coverage, CIRCLE, {}),
    "indicators": (indicators, WHOLE, {}),
    "indicators within 100 km": (indicators, CIRCLE, {}),
    "indicators targeting": (indicators, WHOLE, {"of": "target"}),
    "suggestions, organisations": (suggestions, WHOLE, {"field": "org", "match": "organ"}),
    "suggestions, tags": (suggestions, WHOLE, {"field": "tag", "match": "7"}),
}

Times = dict[tuple[str, str], list[tuple[float, float]]]


def timed_ms(call: Callable[[], object]) -> tuple[float, float]:
    """By the clock, and by the processor in all threads."""
    started, cpu = time.perf_counter(), time.process_time()
    call()
    return (time.perf_counter() - started) * 1000, (time.process_time() - cpu) * 1000


def measure(store: Store, rounds: int, only: str, questions: dict[str, Question]) -> Times:
    times: Times = defaultdict(list)
    for _ in range(rounds):
        for span, length in SPANS.items():
            bare = partial(store.ask, BARE, int, parameters(Scope(span=length), LOCAL))
            times["a bare SELECT count()", span].append(timed_ms(bare))
            for name, (question, within, asked) in questions.items():
                if only in name:
                    scope = msgspec.structs.replace(within, span=length)
                    call = partial(question, store, LOCAL, scope, **asked)
                    times[name, span].append(timed_ms(call))
    return times


def show(times: Times) -> None:
    print(f"{'median ms (least) cpu, × bare':<32}" + "".join(f"{span:<30}" for span in SPANS))
    bare = {
        span: statistics.median(cpu for _, cpu in times["a bare SELECT count()", span])
        for span in SPANS
    }
    for name in dict.fromkeys(name for name, _ in times):
        cells = ""
        for span in SPANS:
            wall, cpu = zip(*times[name, span], strict=True)
            spent = statistics.median(cpu)
            cells += (
                f"{statistics.median(wall):>6.0f} ({min(wall):.0f}) cpu {spent:.0f}, "
                f"× {spent / bare[span]:.1f}"
            ).ljust(30)
        print(f"{name:<32}{cells}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--activities", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--only", default="", help="questions with this in their name")
    asked = parser.parse_args()
    with temporary_folder() as folder:
        store = Store(f"chdb://{(asked.store or folder).resolve()}")
        migrate(store)
        if not int(store.command("SELECT count() FROM activity")):
            fill(store, asked.activities)
        print(f"{int(store.command('SELECT count() FROM activity')):,} activities")
        show(measure(store, asked.rounds, asked.only, QUESTIONS))
        store.close()


if __name__ == "__main__":
    main()
