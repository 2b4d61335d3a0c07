"""What was not understood is looked at, sent again and thrown away, by those who administer."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from dashboard import Dashboard

from misp_dashboard.source.publisher import Publisher

NO_JSON, NO_UTF8, UNKNOWN = b"<script>alert(1)</script>", b'{"Event": "\xff"}', b'{"a": [1]}'


@pytest.fixture(scope="module")
def rejecting(
    publisher: Publisher, dashboard: Dashboard
) -> Iterator[Callable[[int], list[dict[str, Any]]]]:
    """Sends so many frames nobody understands, and answers them as they are listed."""

    def reject(count: int) -> list[dict[str, Any]]:
        before = dashboard.ask("rejected")["total"]
        bodies = (NO_JSON, NO_UTF8, UNKNOWN)
        for number in range(count):
            topic = "misp_json_event" if number % 3 < 2 else "misp_json_novelty"
            publisher.send(topic, bodies[number % 3])
        dashboard.wait_until(lambda: dashboard.ask("rejected")["total"] == before + count)
        return list(dashboard.ask("rejected", limit=count)["rejected"])

    yield reject
    post(dashboard, "discard", {"all": True})


def post(dashboard: Dashboard, what: str, choice: Any, **headers: str) -> httpx.Response:
    return httpx.post(
        f"{dashboard.url}/api/rejected/{what}", json=choice, headers=headers, timeout=30
    )


def test_they_are_listed_newest_first_a_page_at_a_time(
    dashboard: Dashboard, rejecting: Callable[[int], list[dict[str, Any]]]
) -> None:
    newest, _, oldest = rejecting(3)
    assert (newest["topic"], newest["instance"], newest["bytes"]) == (
        "misp_json_novelty",
        "Here",
        10,
    )
    assert "not JSON" in oldest["reason"]
    first = dashboard.ask("rejected", limit=2)
    assert [one["number"] for one in first["rejected"]] == [newest["number"], newest["number"] - 1]
    rest = dashboard.ask("rejected", limit=2, before=first["next"])
    assert rest["rejected"][0] == oldest
    assert dashboard.ask("rejected", instance="Elsewhere")["total"] == 0


def test_one_is_seen_as_it_is_kept(
    dashboard: Dashboard, rejecting: Callable[[int], list[dict[str, Any]]]
) -> None:
    unknown, no_utf8, no_json = rejecting(3)
    shown = dashboard.ask(f"rejected/{unknown['number']}")
    assert (shown["body"], shown["is_json"], shown["cut"]) == ('{"a": [1]}', True, False)
    assert dashboard.ask(f"rejected/{unknown['number']}", indent=True)["body"].count("\n") == 4
    assert dashboard.ask(f"rejected/{no_utf8['number']}")["body"] == '{"Event": "\\xff"}'
    assert dashboard.ask(f"rejected/{no_json['number']}", indent=True)["body"] == NO_JSON.decode()


def test_one_sent_again_is_judged_anew(
    dashboard: Dashboard, rejecting: Callable[[int], list[dict[str, Any]]]
) -> None:
    one, two = rejecting(2)
    answer = post(dashboard, "retry", {"numbers": [one["number"]]})
    assert answer.json() == {"frames": 1}

    def is_back() -> bool:
        newest = dashboard.ask("rejected", limit=1)["rejected"][0]
        return bool(newest["number"] > one["number"])

    dashboard.wait_until(is_back)
    numbers = [row["number"] for row in dashboard.ask("rejected")["rejected"]]
    assert one["number"] not in numbers
    assert two["number"] in numbers


def test_discarded_ones_are_gone(
    dashboard: Dashboard, rejecting: Callable[[int], list[dict[str, Any]]]
) -> None:
    (one,) = rejecting(1)
    assert post(dashboard, "discard", {"numbers": [one["number"]]}).json() == {"frames": 1}
    again = post(dashboard, "discard", {"numbers": [one["number"]]})
    assert again.status_code == 404
    assert again.json()["message"] == f"No rejected frame has number {one['number']}."
    assert httpx.get(f"{dashboard.url}/api/rejected/{one['number']}").status_code == 404


@pytest.mark.parametrize(
    "choice", [{}, {"numbers": [1], "all": True}, {"numbers": ["x"]}, {"number": [1]}]
)
def test_a_choice_says_numbers_or_all(dashboard: Dashboard, choice: Any) -> None:
    answer = post(dashboard, "discard", choice)
    assert answer.status_code == 400
    assert answer.json()["message"]


FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "null"},
]


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("what", ["retry", "discard"])
def test_another_sites_page_changes_nothing(
    dashboard: Dashboard, what: str, headers: dict[str, str]
) -> None:
    answer = post(dashboard, what, {"all": True}, **headers)
    assert (answer.status_code, answer.json()["error"]) == (403, "foreign_page")


def test_a_form_of_another_site_changes_nothing(dashboard: Dashboard) -> None:
    url = f"{dashboard.url}/api/rejected/discard"
    answer = httpx.post(url, content=b'{"all": true}', headers={"Content-Type": "text/plain"})
    assert (answer.status_code, answer.json()["error"]) == (415, "no_json")
    assert httpx.get(url).status_code == 405


def test_the_dashboards_own_page_may(dashboard: Dashboard) -> None:
    for headers in ({"Origin": dashboard.url}, {"Sec-Fetch-Site": "same-origin"}):
        assert post(dashboard, "retry", {"all": True}, **headers).status_code == 200


def test_whoever_only_looks_on_sees_and_changes_none(tmp_path: Path) -> None:
    settings = {"MISP_DASHBOARD_ACCESS__ANONYMOUS": "everything"}
    with Publisher() as publisher:
        shared = Dashboard(tmp_path / "shared", {"Here": publisher}, settings).start()
        try:
            answers = [
                httpx.get(f"{shared.url}/api/rejected"),
                httpx.get(f"{shared.url}/api/rejected/1"),
                post(shared, "retry", {"all": True}),
                post(shared, "discard", {"all": True}),
            ]
            assert [one.status_code for one in answers] == [403] * 4
            assert "misp-dashboard rejected" in answers[0].json()["remedy"]
            assert shared.ask("resources")["journal"]["waiting"] == 0
        finally:
            shared.stop()
