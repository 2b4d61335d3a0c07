"""`misp-dashboard privacy`: what is stored of people becomes what the setting says, and no more."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from misp_dashboard.cli.lock import RunLock
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.source.frame import Frame

Run = Callable[..., Any]

AT = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)

PEOPLE = ("ann@cert.example", "bob@cert.example", "eve@cert.example")

PRINT_ROWS = """
import sys
from misp_dashboard.store.connect import Store
store = Store("chdb://" + sys.argv[1])
for line in store.ask("SELECT kind, action, user, toString(tuple(*)) FROM activity "
                      "ORDER BY kind, action, id", lambda *row: row):
    print(*line, sep="\\t")
store.close()
"""


def frames() -> list[Frame]:
    made: list[tuple[str, Any]] = []
    for number, email in enumerate(PEOPLE, 1):
        home = {"id": "2", "name": "Example CERT"}
        user = {"id": str(number), "org_id": "2", "email": email, "disabled": False}
        for action in ("edit", "add", "login"):
            made.append(("misp_json_user", {"User": user, "Organisation": home, "action": action}))
        title = f"Failed login attempt using username {email} from IP: 192.0.2.{number}."
        entry = {
            "model": "User", "action": "login_fail", "title": title, "user_id": str(number),
            "email": email, "org": "Example CERT", "created": "2026-11-20 08:30:00",
        }  # fmt: skip
        made.append(("misp_json_audit", {"Log": entry, "action": "log"}))
    broken = {"User": {"id": PEOPLE[0], "email": PEOPLE[0]}, "action": "login"}
    made.append(("misp_json_user", broken))
    return [Frame("Here", AT, topic, msgspec.json.encode(body)) for topic, body in made]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder whose frames wait in the journal, and are kept after they are stored."""
    folder = tmp_path / "data"
    journal = SqliteJournal(folder / "journal.sqlite3")
    journal.append(frames())
    journal.close()
    return folder


def settings(data: Path, users: str) -> dict[str, str]:
    return {
        "MISP_DASHBOARD_DATA_DIR": str(data),
        "MISP_DASHBOARD_PRIVACY__USERS": users,
        "MISP_DASHBOARD_JOURNAL__RETENTION_HOURS": "24",
        "MISP_DASHBOARD_INSTANCES__0__NAME": "Here",
        "MISP_DASHBOARD_INSTANCES__0__ZMQ": "tcp://127.0.0.1:1",
    }


def python(environ: dict[str, str], program: str, *arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=environ, capture_output=True, text=True, check=True, timeout=100,
    )  # fmt: skip
    return done.stdout.splitlines()


DRAIN = """
import os
from misp_dashboard.cli.serve import drain
from misp_dashboard.config import load_with_origins
drain(load_with_origins(None, os.environ).config)
"""


def stored(data: Path, environ: dict[str, str], users: str) -> None:
    python(environ | settings(data, users), DRAIN)


def rows(data: Path, environ: dict[str, str]) -> list[list[str]]:
    lines = python(environ, PRINT_ROWS, str(data / "store"))
    return [line.split("\t") for line in lines]


def named(data: Path, environ: dict[str, str]) -> set[str]:
    return {user for _, _, user, _ in rows(data, environ)}


def counts(data: Path, environ: dict[str, str]) -> list[tuple[str, str]]:
    return [(kind, action) for kind, action, *_ in rows(data, environ)]


def bytes_of_journal(data: Path) -> bytes:
    return b"".join(file.read_bytes() for file in data.glob("journal*"))


def test_with_none_no_address_is_stored_in_any_column(data: Path, environ: dict[str, str]) -> None:
    stored(data, environ, "none")
    told = rows(data, environ)
    assert len(told) == 12
    assert not [row for row in told if "@" in row[3]]


def test_addresses_become_pseudonyms_and_then_nothing_and_no_count_changes(
    run: Run, data: Path, environ: dict[str, str]
) -> None:
    stored(data, environ, "email")
    before = counts(data, environ)
    assert named(data, environ) == set(PEOPLE)

    ran = run("privacy", "show", **settings(data, "email"))
    assert "By e-mail address: 12 activities of 3 people." in ran.out
    assert "13 kept frames and 1 rejected frame with an address." in ran.out
    assert "nothing to do" in run("privacy", "apply", **settings(data, "email")).out
    assert named(data, environ) == set(PEOPLE)

    ran = run("privacy", "apply", **settings(data, "pseudonym"))
    assert (ran.code, ran.err) == (0, "")
    assert "Rewritten: 12 activities, 13 kept frames, 1 rejected frame." in ran.out
    pseudonyms = named(data, environ)
    assert len(pseudonyms) == 3
    assert not [row for row in rows(data, environ) if "@" in row[3]]
    assert b"@cert.example" not in bytes_of_journal(data)
    assert sorted(pseudonyms)[0].encode() in bytes_of_journal(data)
    assert counts(data, environ) == before
    assert "Rewritten: 0 activities" in run("privacy", "apply", **settings(data, "pseudonym")).out

    # never the other way
    run("privacy", "apply", **settings(data, "email"))
    assert named(data, environ) == pseudonyms

    ran = run("privacy", "apply", **settings(data, "none"))
    assert "Rewritten: 12 activities, 13 kept frames, 1 rejected frame." in ran.out
    assert named(data, environ) == {""}
    assert b"user-" not in bytes_of_journal(data)
    assert counts(data, environ) == before
    assert (
        "Rewritten: 0 activities, 0 kept" in run("privacy", "apply", **settings(data, "none")).out
    )


def test_what_is_stored_after_has_the_same_pseudonyms(
    run: Run, data: Path, environ: dict[str, str]
) -> None:
    stored(data, environ, "email")
    run("privacy", "apply", **settings(data, "pseudonym"))
    before = named(data, environ)
    journal = SqliteJournal(data / "journal.sqlite3")
    later = AT.replace(hour=12)
    journal.append([msgspec.structs.replace(one, received_at=later) for one in frames()[:12]])
    journal.close()
    stored(data, environ, "pseudonym")
    assert len(rows(data, environ)) > 12
    assert named(data, environ) == before


def test_frames_that_wait_are_left_and_told(run: Run, data: Path, environ: dict[str, str]) -> None:
    ran = run("privacy", "apply", **settings(data, "none"))
    assert "Frames that wait in the journal are left" in ran.out
    journal = SqliteJournal(data / "journal.sqlite3")
    assert [one.frame for one in journal.read(100, 10**6)] == frames()
    journal.close()


def test_it_refuses_while_a_dashboard_runs(run: Run, data: Path) -> None:
    with RunLock(data):
        for command in ("apply", "show"):
            ran = run("privacy", command, **settings(data, "none"))
            assert ran.code == 1
            assert "works on" in ran.err
            assert "Stop it, run this again, and start it again." in ran.err


def test_the_rewritten_journal_is_still_its_owners_and_whole(
    run: Run, data: Path, environ: dict[str, str]
) -> None:
    stored(data, environ, "email")
    run("privacy", "apply", **settings(data, "none"))
    assert (data / "journal.sqlite3").stat().st_mode & 0o777 == 0o600
    connection = sqlite3.connect(data / "journal.sqlite3")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert run("rejected", "retry", "--all", **settings(data, "none")).code == 0
