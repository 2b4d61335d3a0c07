"""The logo of a contributor comes from its MISP, by way of our own origin, or is a 404."""

import asyncio
import threading
from collections.abc import Iterator, Sequence

import httpx
import pytest
from build import attribute_message, uuid
from dashboard import Dashboard, send
from source.misp_stand_in import KEY, StandIn, status
from source.pictures import HTML, SVG, jpeg, png

from misp_dashboard.api import contributor_logo
from misp_dashboard.api.logo import Found, Organisation
from misp_dashboard.source import logo_shelf
from misp_dashboard.source.picture import picture_of
from misp_dashboard.source.publisher import Publisher

ALDER, HOSTILE = "Alder CERT", "../<img src=x>/%2F"
NUMBERS = {ALDER: 3, HOSTILE: 4, "Birch SOC": 5, "Cedar ISAC": 6, "Dogwood": 7, "Elm": 8}


def path(org: str) -> str:
    return f"/organisations/getOrgLogo/{NUMBERS[org]}"


@pytest.fixture(scope="module")
def misp() -> Iterator[StandIn]:
    with StandIn() as one:
        one.files = {
            path(ALDER): png(30, 30) + b"\0" * 2000, path(HOSTILE): jpeg(),
            path("Birch SOC"): HTML, path("Cedar ISAC"): SVG, path("Elm"): png(),
        }  # fmt: skip
        yield one


@pytest.fixture(scope="module")
def with_key(
    misp: StandIn, publisher: Publisher, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Dashboard]:
    """It has a key of the stand-in, and knows an attribute of each organisation."""
    one = Dashboard(tmp_path_factory.mktemp("with-key"), {"Here": publisher})
    one.environment |= {
        "MISP_DASHBOARD_INSTANCES__0__URL": misp.url,
        "MISP_DASHBOARD_INSTANCES__0__API_KEY": KEY,
        "MISP_DASHBOARD_HISTORY__CATCH_UP": "false",
        "MISP_DASHBOARD_LOG__LEVEL": "debug",
    }
    one.start()
    publisher.wait_for_subscriber()
    for org, number in NUMBERS.items():
        message = attribute_message(f"of {org}", event_id=str(number))
        message["Event"] |= {"id": str(number), "uuid": uuid(f"event {org}"), "orgc_id": number}
        message["Event"]["Orgc"] = {"id": str(number), "uuid": uuid(org), "name": org}
        send(publisher, "misp_json_attribute", message)
    one.wait_until(lambda: one.total() == len(NUMBERS))
    yield one
    one.stop()


def get(dashboard: Dashboard, name: str, **headers: str) -> httpx.Response:
    url = f"{dashboard.url}/api/contributor-logo"
    return httpx.get(url, params={"name": name}, headers=headers, timeout=30)


def test_it_is_served_as_what_it_is_and_may_be_kept(with_key: Dashboard, misp: StandIn) -> None:
    assert with_key.ask("page")["logos"] is True
    answer = get(with_key, ALDER)
    assert (answer.status_code, answer.content) == (200, misp.files[path(ALDER)])
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "private, max-age=86400"
    assert "content-encoding" not in answer.headers
    again = get(with_key, ALDER, **{"If-None-Match": f'W/"other", {answer.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == answer.headers["etag"]
    assert len(misp.asked(path(ALDER))) == 1


def test_a_name_with_anything_in_it_has_one(with_key: Dashboard, misp: StandIn) -> None:
    answer = get(with_key, HOSTILE)
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.content == misp.files[path(HOSTILE)]


@pytest.mark.parametrize("org", ["Birch SOC", "Cedar ISAC", "Nobody", "*"])
def test_anything_else_is_a_404_that_may_be_kept_for_a_while(with_key: Dashboard, org: str) -> None:
    answer = get(with_key, org)
    assert answer.status_code == 404
    assert answer.json()["error"] == "not_found"
    assert answer.headers["cache-control"] == "private, max-age=600"


def test_a_misp_that_does_not_answer_is_a_404_soon(with_key: Dashboard, misp: StandIn) -> None:
    misp.faults.append((path("Dogwood"), status(503)))
    answer = get(with_key, "Dogwood")
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"
    # those that are kept are served all the same
    assert get(with_key, ALDER).status_code == 200
    assert get(with_key, "Elm").headers["cache-control"] == "no-store"
    assert misp.asked(path("Elm")) == []


def test_the_key_is_in_no_log_and_no_answer(with_key: Dashboard, misp: StandIn) -> None:
    assert misp.asked("/organisations")
    assert "did not answer for a logo" in with_key.log.read_text()
    assert KEY not in with_key.log.read_text()
    for org in (*NUMBERS, "Nobody"):
        answer = get(with_key, org)
        assert KEY.encode() not in answer.content
        assert KEY not in str(answer.headers)


def test_a_wrong_parameter_is_a_problem(with_key: Dashboard) -> None:
    for name in ("", "n" * 301):
        assert get(with_key, name).json()["field"] == "name"


def test_without_a_key_nobody_is_asked(dashboard: Dashboard) -> None:
    assert dashboard.ask("page")["logos"] is False
    answer = get(dashboard, "Invented CERT")
    assert answer.status_code == 404
    assert "contribution.logos" in answer.json()["remedy"]


class Slow:
    """It answers when it is let go."""

    instances: Sequence[str] = ("Here",)

    def __init__(self) -> None:
        self.let_go = threading.Event()

    def known(self, _: Sequence[Organisation]) -> Found | None:
        return None

    def find(self, _: Sequence[Organisation]) -> Found:
        self.let_go.wait(10)
        return logo_shelf.Found(picture_of(png()))


def test_a_slow_misp_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contributor_logo, "LONGEST_S", 0.02)
    slow = Slow()

    async def asked() -> Found | None:
        found = await contributor_logo._fetched(slow, [("Here", 3, ALDER)])
        slow.let_go.set()
        return found

    assert asyncio.run(asked()) is None
    monkeypatch.setattr(contributor_logo, "LONGEST_S", 10)
    assert asyncio.run(asked()) == logo_shelf.Found(picture_of(png()))


def test_no_more_than_so_many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contributor_logo, "MOST_WAITING", 1)
    slow = Slow()

    async def asked() -> list[Found | None]:
        one = [("Here", 3, ALDER)]
        several = [
            asyncio.create_task(contributor_logo._fetched(slow, one))
            for _ in range(contributor_logo.FETCHED_AT_ONCE + 1)
        ]
        for _ in range(9):  # each begins: two are fetched, one waits
            await asyncio.sleep(0)
        refused = await contributor_logo._fetched(slow, one)
        slow.let_go.set()
        return [refused, *await asyncio.gather(*several)]

    refused, *others = asyncio.run(asked())
    assert refused is None
    assert all(others)
