"""Killed at any moment, a dashboard loses no frame it has taken and stores none twice."""

import random
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from build import attribute_message, frame, published_message
from dashboard import Dashboard, send
from faults.rounds import rounds
from faults.sent import values

from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.source.publisher import Publisher

KILLS = rounds(3, 40)
FRAMES_EACH = 150


@pytest.mark.timeout(600)
def test_killed_again_and_again_while_it_works_off_the_journal(tmp_path: Path) -> None:
    """Frames are appended from here, as from any other process: so it is known what was taken."""
    chance = random.Random(11)
    with Publisher() as publisher:
        dashboard = Dashboard(tmp_path / "data", {"Here": publisher}).start()
        journal = SqliteJournal(tmp_path / "data" / "journal.sqlite3")
        taken: list[str] = []
        for kill in range(KILLS):
            names = [f"{kill}-{number}.example" for number in range(FRAMES_EACH)]
            now = datetime.now(UTC)
            told = [attribute_message(name) for name in names]
            journal.append([frame("misp_json_attribute", one, received_at=now) for one in told])
            journal.append([frame("misp_json", published_message(*names[:50]), received_at=now)])
            taken += names
            time.sleep(chance.uniform(0, 0.15))
            dashboard.kill()
            dashboard.start()
        dashboard.wait_for_empty_journal()
        assert values(dashboard) == sorted(taken)
        journal.close()
        dashboard.stop()


def test_killed_while_frames_arrive_it_keeps_all_up_to_a_moment(tmp_path: Path) -> None:
    with Publisher() as publisher:
        dashboard = Dashboard(tmp_path / "data", {"Here": publisher}).start()
        publisher.wait_for_subscriber()
        names = [f"{number}.example" for number in range(3000)]
        for name in names:
            send(publisher, "misp_json_attribute", attribute_message(name))
        dashboard.wait_until(lambda: dashboard.total() > 0)
        shown = dashboard.total()
        dashboard.kill()
        dashboard.start()
        dashboard.wait_for_empty_journal()
        kept = values(dashboard)
        assert len(kept) >= shown
        assert kept == sorted(names[: len(kept)])
        dashboard.stop()


def test_stopped_while_frames_arrive_it_ends_well_and_soon(tmp_path: Path) -> None:
    with Publisher() as publisher:
        dashboard = Dashboard(tmp_path / "data", {"Here": publisher}).start()
        publisher.wait_for_subscriber()
        for number in range(2000):
            send(publisher, "misp_json_attribute", attribute_message(f"{number}.example"))
        dashboard.wait_until(lambda: dashboard.ask("instances")["instances"][0]["frames"] == 2000)
        assert dashboard.stop() == 0
        dashboard.start()
        dashboard.wait_for_empty_journal()
        assert len(values(dashboard)) == 2000
        dashboard.stop()
