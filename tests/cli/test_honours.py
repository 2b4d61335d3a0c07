"""`misp-dashboard honours`: given, listed and revoked, beside a running dashboard and without."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from dashboard import Dashboard

from misp_dashboard.source.publisher import Publisher

Run = Callable[..., Any]


def listed(run: Run, **settings: str) -> list[tuple[str, str, bool, bool, str]]:
    answer = run("honours", "list", "--json", **settings)
    assert answer.code == 0, answer.err
    return [
        (one["org"], one["honour"], one["given"], one["held"], one["reason"])
        for one in json.loads(answer.out)
    ]


def test_without_a_running_dashboard_they_are_stored_at_once(run: Run, tmp_path: Path) -> None:
    data = {"MISP_DASHBOARD_DATA_DIR": str(tmp_path / "data")}
    assert run("honours", "list", **data).out == "Nothing was given yet.\n"
    given = run("honours", "give", "Example CERT", "16", "--reason", "A friend", **data)
    assert (given.code, given.out) == (0, "Example CERT holds Grand General (16).\n")
    run("honours", "give", "Example CERT", "donor", **data)
    revoked = run("honours", "revoke", "Example CERT", "16", **data)
    assert revoked.out == "Example CERT does not hold Grand General (16).\n"
    assert listed(run, **data) == [
        ("Example CERT", "16", False, False, ""), ("Example CERT", "donor", True, True, ""),
        ("Example CERT", "16", True, False, "A friend"),
    ]  # fmt: skip
    lines = run("honours", "list", **data).out.splitlines()
    assert [line.split("  ")[1] for line in lines] == ["revoked", "given", "given"]
    assert "Donor (donor)" in lines[1]


def test_beside_a_running_dashboard_it_stores_them_and_answers(run: Run, tmp_path: Path) -> None:
    with Publisher() as publisher:
        dashboard = Dashboard(tmp_path / "data", {"Here": publisher}).start()
        settings = {
            name: value for name, value in dashboard.environment.items() if "MISP_DASHBOARD" in name
        }
        given = run("honours", "give", "Example CERT", "code", "--reason", "Wrote it", **settings)
        assert given.code == 0, given.err
        assert listed(run, **settings) == [("Example CERT", "code", True, True, "Wrote it")]
        badges = dashboard.ask("contributor", name="Example CERT")["badges"]
        assert [one["badge"] for one in badges if one["given_at"]] == ["code"]
        (award,) = dashboard.ask("awards")["awards"]
        assert (award["award"], award["badge"], award["org"]) == ("badge", "code", "Example CERT")
        dashboard.stop()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("give",), "Name ORG and HONOUR"),
        (("give", "Example CERT"), "Name ORG and HONOUR"),
        (("give", "Example CERT", "14"), "'14' is not one of '15', '16', 'code'"),
        (("revoke", " ", "15"), "ORG must have 1 to 300 characters"),
        (("give", "A", "15", "--reason", "x" * 501), "at most 500 characters"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_stored(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    answer = run("honours", *arguments, MISP_DASHBOARD_DATA_DIR=str(tmp_path / "data"))
    assert answer.code == 2
    assert told in answer.err
    assert not (tmp_path / "data").exists()
