"""`misp-dashboard attack`: matrices are shown and put in place, as people do it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attack.stix import bundle, galaxy
from mirror import Mirror, mirror

Run = Callable[..., Any]


@pytest.fixture
def server() -> Iterator[Mirror]:
    with mirror() as one:
        one.offers("/enterprise-attack.json", json.dumps(bundle()).encode())
        one.offers("/portal", b"<html>Sign in</html>")
        yield one


@pytest.fixture
def attack(run: Run, tmp_path: Path) -> Run:
    environ = {"MISP_DASHBOARD_DATA_DIR": str(tmp_path / "data"), "NO_PROXY": "127.0.0.1"}
    return lambda *arguments, **more: run("attack", *arguments, **{**environ, **more})


def test_the_matrix_that_comes_along_is_shown(attack: Run) -> None:
    ran = attack("status")
    lines = ran.out.splitlines()
    assert ran.code == 0
    assert lines[0] == "enterprise  ATT&CK 17: 211 techniques, 468 sub-techniques"
    assert lines[3].strip().startswith("© 2025 The MITRE Corporation.")
    assert lines[4].startswith("mobile      none: its techniques are listed as unknown; ")


def test_one_is_fetched_and_then_in_force(attack: Run, server: Mirror, tmp_path: Path) -> None:
    url = f"{server.url}/enterprise-attack.json"
    ran = attack("update", url)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == ("enterprise: ATT&CK 18.1 with 1 techniques, 1 sub-techniques is in place.\n")
    told = json.loads(attack("status", "--json").out)
    assert told["enterprise"]["path"] == str(tmp_path / "data" / "attack" / "enterprise.json")
    assert (told["enterprise"]["origin"], told["enterprise"]["source"]) == ("updated", url)
    assert told["mobile"]["origin"] == ""


def test_the_galaxy_of_misp_is_taken_from_a_file(attack: Run, tmp_path: Path) -> None:
    (tmp_path / "mitre-attack-pattern.json").write_text(json.dumps(galaxy()))
    assert attack("update", "mitre-attack-pattern.json").code == 0
    assert "ATT&CK, version not told: 1 techniques" in attack("status").out


def test_what_is_refused_leaves_the_one_in_place(
    attack: Run, server: Mirror, tmp_path: Path
) -> None:
    attack("update", f"{server.url}/enterprise-attack.json")
    (tmp_path / "other.json").write_text(json.dumps(galaxy(type="threat-actor")))
    placed = tmp_path / "data" / "attack" / "enterprise.json"
    before = placed.read_bytes()
    for source, reason in (
        ("other.json", 'other.json is the galaxy "threat-actor", not mitre-attack-pattern.'),
        ("missing.json", "missing.json cannot be read: no such file or directory."),
        (f"{server.url}/portal", f"{server.url}/portal is a web page, not a file of ATT&CK."),
        (f"{server.url}/nothing", f"There is nothing at {server.url}/nothing."),
        ("ftp://127.0.0.1/x", "127.0.0.1 cannot be reached: "),
    ):
        ran = attack("update", source)
        assert (ran.code, ran.out) == (1, ""), source
        assert ran.err.startswith(reason), ran.err
    assert placed.read_bytes() == before


def test_without_internet_it_says_what_to_do(attack: Run) -> None:
    ran = attack("update", HTTPS_PROXY="http://127.0.0.1:9", NO_PROXY="")
    assert (ran.code, ran.out) == (1, "")
    first, second = ran.err.splitlines()
    assert first.startswith("raw.githubusercontent.com cannot be reached: ")
    assert "HTTPS_PROXY" in second
    assert "download enterprise-attack.json elsewhere" in second
    assert "`misp-dashboard attack update FILE`" in second


def test_one_that_cannot_be_used_is_told(attack: Run, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "attack"
    folder.mkdir(parents=True)
    (folder / "enterprise.json").write_text("{}")
    ran = attack("status")
    assert ran.code == 1
    assert "(updated) cannot be used: is no matrix of ATT&CK: " in ran.out
