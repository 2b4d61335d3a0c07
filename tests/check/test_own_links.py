"""Faults of the dashboard's own machine are found by the check, each with its remedy."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from build import attribute_message, frame
from mmdb_file import mmdb

from misp_dashboard.check.finding import Result
from misp_dashboard.check.links import LINKS
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.store.connect import Store
from misp_dashboard.store.migrate import migrations

Check = Callable[..., dict[str, Result]]
OWN = tuple(one.name for one in LINKS)


def told(result: Result) -> tuple[str, str, str]:
    return result.verdict, result.reason, result.remedy


def test_a_healthy_system_has_nothing_to_be_mended(check: Check, served_store: Store) -> None:
    results = check(*OWN, store=served_store)
    assert tuple(results) == OWN
    assert {(one.verdict, one.remedy) for one in results.values()} == {("ok", "")}
    assert "193.0.6.139 is in Amsterdam, NL" in results["geoip"].reason
    assert f"written and read back; schema {migrations()[-1].number}" in results["store"].reason


def test_before_the_first_start_nothing_is_wrong_and_nothing_is_made(
    check: Check, settings: Any, tmp_path: Path
) -> None:
    settings["data_dir"] = tmp_path / "later" / "data"
    results = check(*OWN)
    assert {one.verdict for one in results.values()} == {"ok"}
    assert not (tmp_path / "later").exists()


def test_no_instance_is_configured(check: Check, settings: Any) -> None:
    for key in [key for key in settings if "INSTANCES" in key]:
        del settings[key]
    verdict, reason, remedy = told(check("configuration")["configuration"])
    assert verdict == "failed"
    assert "no MISP instance is configured" in reason
    assert "misp-dashboard init" in remedy


def test_everyone_may_read_the_file_with_the_password(
    check: Check, settings: Any, tmp_path: Path
) -> None:
    file = tmp_path / "misp-dashboard.toml"
    file.write_text(
        '[[instances]]\nname = "A"\nzmq = "tcp://a:50000"\nusername = "u"\npassword = "p"\n'
    )
    file.chmod(0o644)
    settings["config"] = file
    for key in [key for key in settings if "INSTANCES" in key]:
        del settings[key]
    verdict, reason, _ = told(check("configuration")["configuration"])
    assert (verdict, f"chmod 600 {file}" in reason) == ("warning", True)


def test_the_data_folder_is_a_file(check: Check, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings["data_dir"] = tmp_path / "file"
    results = check("files", "journal", "store")
    assert results["files"].verdict == "failed"
    assert "set data_dir to a folder" in results["files"].remedy
    assert told(results["store"]) == ("skipped", "`files` has to work first", "")


def test_others_may_look_into_the_data_folder(check: Check, tmp_path: Path) -> None:
    (tmp_path / "data").chmod(0o755)
    verdict, _, remedy = told(check("files")["files"])
    assert (verdict, remedy.partition(":")[0]) == ("warning", f"chmod 700 {tmp_path / 'data'}")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_the_data_belong_to_another_user(check: Check, tmp_path: Path) -> None:
    os.chown(tmp_path / "data", 12345, 12345)
    verdict, reason, remedy = told(check("files")["files"])
    assert verdict == "failed"
    assert "belongs to 12345, and this is run by root" in reason
    assert "sudo -u 12345 misp-dashboard check" in remedy
    assert not (tmp_path / "data" / "journal.sqlite3").exists()


def test_the_disk_is_full(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.statvfs

    def nearly_full(folder: Path) -> os.statvfs_result:
        fields = list(real(folder))
        fields[4] = 100 * 2**20 // fields[1]  # f_bavail, in f_frsize
        return os.statvfs_result(fields)

    monkeypatch.setattr(os, "statvfs", nearly_full)
    verdict, reason, remedy = told(check("disk")["disk"])
    assert (verdict, "104.9 MB of " in reason) == ("failed", True)
    assert "free some space" in remedy


def test_the_journal_is_no_journal(check: Check, tmp_path: Path) -> None:
    (tmp_path / "data" / "journal.sqlite3").write_bytes(b"not a database" * 5000)
    verdict, _, remedy = told(check("journal")["journal"])
    assert (verdict, "move the file away" in remedy) == ("failed", True)


def test_frames_wait_and_no_dashboard_runs(check: Check, tmp_path: Path) -> None:
    with closing(SqliteJournal(tmp_path / "data" / "journal.sqlite3")) as journal:
        journal.append([frame("misp_json_attribute", attribute_message("a"))] * 3)
    verdict, reason, remedy = told(check("journal")["journal"])
    assert (verdict, reason.startswith("3 frames wait")) == ("warning", True)
    assert "misp-dashboard run" in remedy


def test_the_database_of_cities_is_old(check: Check, settings: Any, tmp_path: Path) -> None:
    old = datetime.now(UTC) - timedelta(days=700)
    settings["location.geoip_city"] = tmp_path / "old.mmdb"
    place = {"country": {"iso_code": "NL"}, "city": {"names": {"en": "Amsterdam"}}}
    (tmp_path / "old.mmdb").write_bytes(mmdb({"193.0.0.0/16": place}, built_at=old))
    verdict, reason, remedy = told(check("geoip")["geoip"])
    assert (verdict, "700 days old" in reason) == ("warning", True)
    assert "misp-dashboard geoip update" in remedy


def test_the_database_of_cities_is_damaged(check: Check, settings: Any, tmp_path: Path) -> None:
    settings["location.geoip_city"] = tmp_path / "bad.mmdb"
    (tmp_path / "bad.mmdb").write_bytes(b"half a download")
    verdict, _, remedy = told(check("geoip")["geoip"])
    assert (verdict, remedy) == ("failed", "set location.geoip_city to another file, or to none")


def test_the_server_of_the_store_is_not_there(check: Check, settings: Any) -> None:
    settings["store.url"] = "clickhouse://default@127.0.0.1:9/default"
    verdict, reason, remedy = told(check("store")["store"])
    assert (verdict, "does not answer" in reason) == ("failed", True)
    assert "store.url" in remedy


def test_the_store_was_written_by_a_newer_version(check: Check, served_store: Store) -> None:
    served_store.command("INSERT INTO migration (number, name) VALUES (999, 'later')")
    try:
        verdict, reason, remedy = told(check("store", store=served_store)["store"])
    finally:
        served_store.command("DELETE FROM migration WHERE number = 999")
    assert (verdict, "it has schema 999" in reason) == ("failed", True)
    assert "run the version that wrote it" in remedy


def test_a_migration_is_missing(check: Check, served_store: Store) -> None:
    last = migrations()[-1]
    served_store.command(f"DELETE FROM migration WHERE number = {last.number}")
    try:
        verdict, reason, remedy = told(check("store", store=served_store)["store"])
    finally:
        served_store.command(
            f"INSERT INTO migration (number, name) VALUES ({last.number}, '{last.name}')"
        )
    assert (verdict, f"missing: {last.number}" in reason) == ("warning", True)
    assert "misp-dashboard run" in remedy


def test_another_process_has_the_store_open(
    check: Check, settings: Any, tmp_path: Path, embedded_store: Store
) -> None:
    """chDB opens one folder in a process; which one has it does not matter."""
    assert embedded_store.embedded
    (tmp_path / "data" / "store").mkdir()
    verdict, _, remedy = told(check("store")["store"])
    assert (verdict, "whether another process has it" in remedy) == ("failed", True)


def test_another_process_works_on_the_data_and_answers_nothing(
    check: Check, tmp_path: Path
) -> None:
    (tmp_path / "data" / "store").mkdir()
    code = (
        "import sys; from pathlib import Path; from misp_dashboard.cli.lock import RunLock\n"
        "RunLock(Path(sys.argv[1])).acquire(); print(flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, tmp_path / "data"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        verdict, reason, remedy = told(check("store")["store"])
        other.kill()
    assert (verdict, "the running dashboard has it open" in reason) == ("failed", True)
    assert "see its log" in remedy


def test_the_record_of_what_was_heard_is_damaged(check: Check, tmp_path: Path) -> None:
    (tmp_path / "data" / "history.sqlite3").write_bytes(b"not a database" * 5000)
    verdict, _, remedy = told(check("history")["history"])
    assert (verdict, "move it away" in remedy) == ("failed", True)


def test_own_borders_cannot_be_read(check: Check, settings: Any, tmp_path: Path) -> None:
    settings["page.borders"] = tmp_path / "borders.json"
    (tmp_path / "borders.json").write_text("{}")
    verdict, reason, _ = told(check("configuration")["configuration"])
    assert (verdict, "borders.json" in reason) == ("failed", True)


BECOME = """
import os
import encodings.idna, rich.live, misp_dashboard.check.links, misp_dashboard.cli.logs
from misp_dashboard.cli.main import main
os.setgroups([]), os.setgid(12345), os.setuid(12345)
main(["check"])
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_somebody_else_asks(settings: Any) -> None:
    """Who may not even look is told whom to be, and finds no error of ours."""
    del settings["MISP_DASHBOARD_LOCATION__GEOIP_CITY"]
    ran = subprocess.run(
        [sys.executable, "-c", BECOME],
        env={**os.environ, **settings, "HOME": "/"},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in ran.stderr, ran.stderr
    assert "test itself failed" not in ran.stdout
    assert ran.returncode == 2, ran.stdout
    assert "failed   files: " in ran.stdout
    assert "run it as the user of the service" in ran.stdout
