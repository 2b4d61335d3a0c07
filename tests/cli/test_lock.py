"""One dashboard works on a data folder at a time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.lock import RunLock

HOLD = """
import sys
from pathlib import Path
from misp_dashboard.cli.lock import RunLock
with RunLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_process_is_told_who_holds_it_until_that_one_ends(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        lock = RunLock(tmp_path)
        assert lock.held_by_other()
        with pytest.raises(Failure, match=rf"process {holder.pid}\) works on"):
            lock.acquire()
        holder.kill()
    assert not lock.held_by_other()
    with lock:
        assert (tmp_path / "run.lock").read_text() == f"{os.getpid()}\n"


def test_who_holds_it_is_no_other(tmp_path: Path) -> None:
    with RunLock(tmp_path) as lock:
        assert not lock.held_by_other()
        assert RunLock(tmp_path).held_by_other()
    assert not RunLock(tmp_path).held_by_other()


def test_the_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    with RunLock(tmp_path / "new" / "data"):
        assert (tmp_path / "new" / "data").stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Failure, match="cannot be used") as caught:
        RunLock(tmp_path / "file" / "data").acquire()
    assert "data_dir" in caught.value.remedy
