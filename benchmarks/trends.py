"""How long the store takes for each question of the page of trends, over five million rows.

As `benchmarks/geo.py` does: a month of invented activities, each question over 24 hours, 7 days and
all 30 days, in turns, with a bare `SELECT count()` over the same rows in each turn.

Run: python benchmarks/trends.py [--activities N] [--rounds N] [--store FOLDER, kept and used again]
"""

import argparse
from pathlib import Path

from benchmarks.dashboard import temporary_folder
from benchmarks.geo import WHOLE, Question, measure, show
from benchmarks.geo_rows import fill
from misp_dashboard.attack.matrix import BUNDLED
from misp_dashboard.attack.place import Matrices
from misp_dashboard.query.active_days import active_days
from misp_dashboard.query.attack import attack
from misp_dashboard.query.discussions import discussions
from misp_dashboard.query.levels_over_time import levels_over_time
from misp_dashboard.query.most_active import most_active
from misp_dashboard.query.sighting_surges import sighting_surges
from misp_dashboard.query.sightings import sightings
from misp_dashboard.query.tag_namespaces import tag_namespaces
from misp_dashboard.query.top_sighted import top_sighted
from misp_dashboard.store.connect import Store
from misp_dashboard.store.migrate import migrate

ZONE = "Europe/Luxembourg"

QUESTIONS: dict[str, Question] = {
    "events": (most_active, WHOLE, {"by": "event"}),
    "events that trend": (most_active, WHOLE, {"by": "event", "rank": "trend"}),
    "events with a text": (most_active, WHOLE, {"by": "event", "match": "campaign 77"}),
    "categories": (most_active, WHOLE, {"by": "category"}),
    "types": (most_active, WHOLE, {"by": "type"}),
    "objects": (most_active, WHOLE, {"by": "object"}),
    "organisations": (most_active, WHOLE, {"by": "org"}),
    "organisations that trend": (most_active, WHOLE, {"by": "org", "rank": "trend"}),
    "tags": (most_active, WHOLE, {"by": "tag"}),
    "tags that trend": (most_active, WHOLE, {"by": "tag", "rank": "trend"}),
    "tags, but for some": (most_active, WHOLE, {"by": "tag", "exclude": ["*7*"]}),
    "five tags": (most_active, WHOLE, {"by": "tag", "items": [
        f'invented:tag="{n}"' for n in range(5)]}),
    "tag namespaces": (tag_namespaces, WHOLE, {}),
    "active days of events": (active_days, WHOLE, {"by": "event", "tz": ZONE}),
    "active days of tags": (active_days, WHOLE, {"by": "tag", "tz": ZONE}),
    "active days of categories": (active_days, WHOLE, {"by": "category", "tz": ZONE}),
    "techniques of ATT&CK": (attack, WHOLE, {"matrices": Matrices(BUNDLED)()}),
    "threat levels": (levels_over_time, WHOLE, {"of": "threat"}),
    "states of analysis": (levels_over_time, WHOLE, {"of": "analysis"}),
    "TLP": (levels_over_time, WHOLE, {"of": "tlp"}),
    "IDS flag": (levels_over_time, WHOLE, {"of": "ids"}),
    "sightings": (sightings, WHOLE, {}),
    "top sighted": (top_sighted, WHOLE, {}),
    "surges of sightings": (sighting_surges, WHOLE, {}),
    "discussions": (discussions, WHOLE, {}),
}  # fmt: skip


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
