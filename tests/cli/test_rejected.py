"""`misp-dashboard rejected`: what nobody understood can be looked at and sent again."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from misp_dashboard.cli.lock import RunLock
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.source.frame import Frame

Run = Callable[..., Any]
AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path) -> dict[str, str]:
    """A data folder whose journal has rejected two frames."""
    journal = SqliteJournal(tmp_path / "data" / "journal.sqlite3")
    journal.append(
        [
            Frame("A", AT, "misp_json", b'{"Event":{"info":"\xe6\xb5\xb7"}}'),
            Frame("B", AT, "", b"\x1b]0;title\x07\xff"),
        ]
    )
    first, second = journal.read(10, 10**6)
    journal.acknowledge(second.position, [(first, "no id\nat all"), (second, "no topic")])
    journal.close()
    return {"MISP_DASHBOARD_DATA_DIR": str(tmp_path / "data")}


def test_the_newest_come_first_one_a_line(run: Run, data: dict[str, str]) -> None:
    ran = run("rejected", "list", **data)
    newest, oldest = ran.out.splitlines()
    assert " ".join(newest.split()) == "2 2026-11-24 08:30:00 B (no topic) 11 B no topic"
    assert oldest.endswith("no id\\nat all")
    assert ran.err == "2 of 2 rejected frames.\n"


def test_one_instance_or_a_few_can_be_listed(run: Run, data: dict[str, str]) -> None:
    assert run("rejected", "list", "--instance", "A", **data).err == "1 of 1 rejected frame.\n"
    assert run("rejected", "list", "--limit", 1, **data).err == "1 of 2 rejected frames.\n"


def test_a_frame_is_shown_with_its_reason_and_its_json_indented(
    run: Run, data: dict[str, str]
) -> None:
    shown = run("rejected", "show", 1, **data).out
    assert "reason       no id\nat all\n" in shown
    assert shown.endswith('{\n  "Event": {\n    "info": "海"\n  }\n}\n')


def test_what_is_no_json_is_shown_so_that_it_does_nothing_to_the_terminal(
    run: Run, data: dict[str, str]
) -> None:
    assert run("rejected", "show", 2, **data).out.endswith("\\x1b]0;title\\x07\\xff\n")


def test_the_body_can_be_had_byte_for_byte(run: Run, data: dict[str, str]) -> None:
    assert run("rejected", "show", "--raw", 1, **data).out == '{"Event":{"info":"海"}}'


def test_a_number_that_is_not_there_is_told(run: Run, data: dict[str, str]) -> None:
    for ran in (run("rejected", "show", 7, **data), run("rejected", "retry", 1, 7, **data)):
        assert ran.code == 1
        assert ran.err.startswith("No rejected frame has number 7.\n")


def test_retried_frames_are_at_the_journals_end_again(
    run: Run, data: dict[str, str], tmp_path: Path
) -> None:
    ran = run("rejected", "retry", 2, **data)
    assert ran.out == "At the journal's end again: 1 frame. The next `run` processes them.\n"
    with RunLock(tmp_path / "data"):
        ran = run("rejected", "retry", "--all", **data)
    assert "The running dashboard processes them" in ran.out
    journal = SqliteJournal(tmp_path / "data" / "journal.sqlite3")
    assert [entry.frame.instance for entry in journal.read(10, 10**6)] == ["B", "A"]
    journal.close()


def test_what_to_retry_has_to_be_said_in_one_way(run: Run, data: dict[str, str]) -> None:
    assert run("rejected", "retry", **data).code == 2
    assert run("rejected", "retry", "--all", 1, **data).code == 2
