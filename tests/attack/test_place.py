"""Which matrix is in force, and when a running dashboard takes another one up."""

import json
import logging
from pathlib import Path

import pytest
from attack.stix import bundle

from misp_dashboard.attack.matrix import Matrix
from misp_dashboard.attack.place import Matrices, put, workshop
from misp_dashboard.attack.read import matrix_of


@pytest.fixture
def small() -> Matrix:
    return matrix_of(json.dumps(bundle()).encode(), "a file", 2030)


def test_the_bundled_one_is_in_force_until_another_is_put_in_place(
    tmp_path: Path, small: Matrix
) -> None:
    folder = tmp_path / "data" / "attack"
    matrices = Matrices(folder)
    first = matrices()
    assert list(first) == ["enterprise"]
    assert first["enterprise"].version == "17"
    assert matrices()["enterprise"] is first["enterprise"]
    with workshop(folder):
        path = put(folder, small)
    assert matrices()["enterprise"] == small
    assert sorted(one.name for one in folder.iterdir()) == ["enterprise.json", "lock"]
    path.unlink()
    assert matrices()["enterprise"].version == "17"


def test_one_that_has_become_useless_is_logged_once(
    tmp_path: Path, small: Matrix, caplog: pytest.LogCaptureFixture
) -> None:
    matrices = Matrices(tmp_path)
    path = put(tmp_path, small)
    assert matrices()["enterprise"] == small
    path.write_bytes(b"{")
    with caplog.at_level(logging.ERROR):
        assert matrices()["enterprise"] == small
        assert matrices()["enterprise"] == small
    assert len(caplog.records) == 1
    assert f"{path} is no matrix of ATT&CK" in caplog.text
    assert Matrices(tmp_path)()["enterprise"].version == "17"


def test_one_update_at_a_time(tmp_path: Path) -> None:
    with workshop(tmp_path), pytest.raises(BlockingIOError), workshop(tmp_path):
        pass
