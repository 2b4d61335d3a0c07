"""Located indicators over HTTP: a page of them, and downloads that are safe to open."""

import csv
import io
import re
from typing import Any

import httpx
import pytest
from build import attribute_message
from dashboard import Dashboard, send

from misp_dashboard.api.indicators_csv import COLUMNS, csv_line
from misp_dashboard.source.publisher import Publisher

CITY = "8.8.8.8"
PHONE = "+352 247 88444"


@pytest.fixture(scope="module")
def located(dashboard: Dashboard, publisher: Publisher) -> Dashboard:
    """Two addresses located, one by hand-picked number, and a domain that is not."""
    tag = [{"name": "tlp:red", "colour": "#CC0033"}]
    for message in (
        attribute_message(CITY, type="ip-dst", Tag=tag),
        attribute_message(PHONE, type="phone-number"),
        attribute_message("nowhere.invalid"),
    ):
        send(publisher, "misp_json_attribute", message)
    dashboard.wait_until(lambda: dashboard.total() >= 4)
    return dashboard


def download(dashboard: Dashboard, path: str) -> httpx.Response:
    answer = httpx.get(f"{dashboard.url}/api/{path}", timeout=30)
    assert answer.status_code == 200, answer.text
    return answer


def test_each_located_indicator_is_answered_once(located: Dashboard) -> None:
    answer = located.ask("indicators", sort="value", order="asc")
    assert [one["value"] for one in answer["indicators"]] == [PHONE, CITY]
    assert (answer["total"], answer["hits"]) == (2, 2)
    phone, address = answer["indicators"]
    assert (phone["country"], phone["precision"], phone["latitude"]) == ("LU", "country", None)
    assert (address["type"], address["event_info"]) == ("ip-dst", "Invented campaign")
    assert address["tags"] == [{"name": "tlp:red", "colour": "#CC0033"}]
    assert address["last_seen"].endswith("Z")
    assert located.ask("indicators", of="target")["indicators"] == []


def test_a_page_of_them_says_how_many_there_are(located: Dashboard) -> None:
    page = located.ask("indicators", sort="value", order="desc", limit=1, offset=1)
    assert [one["value"] for one in page["indicators"]] == [PHONE]
    assert page["total"] == 2
    assert located.ask("indicators", offset=2)["indicators"] == []


def test_the_csv_is_a_download_with_a_header_and_the_total(located: Dashboard) -> None:
    answer = download(located, "indicators.csv?sort=value&order=asc")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["x-total-count"] == "2"
    assert re.fullmatch(
        r'attachment; filename="indicators-\d{8}T\d{6}Z\.csv"',
        answer.headers["content-disposition"],
    )
    text = answer.content.decode()
    assert text.startswith("\ufeffvalue,type,category,")
    assert text.endswith("\r\n")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [row["value"] for row in rows] == [f"'{PHONE}", CITY]
    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["precision"], rows[0]["latitude"]) == ("country", "")
    assert (rows[1]["tags"], rows[1]["to_ids"], rows[1]["hits"]) == ("tlp:red", "true", "1")


def test_the_geojson_has_points_for_coordinates_alone(located: Dashboard) -> None:
    answer = download(located, "indicators.geojson?sort=value&order=asc")
    assert answer.headers["content-type"].startswith("application/geo+json")
    assert ".geojson" in answer.headers["content-disposition"]
    collection = answer.json()
    assert collection["type"] == "FeatureCollection"
    assert (collection["total"], collection["truncated"]) == (2, False)
    phone, address = collection["features"]
    assert phone["geometry"] is None
    assert phone["properties"]["precision"] == "country"
    properties = address["properties"]
    if properties["latitude"] is not None:
        longitude, latitude = properties["longitude"], properties["latitude"]
        assert address["geometry"] == {"type": "Point", "coordinates": [longitude, latitude]}
    assert properties["tags"] == ["tlp:red"]


@pytest.mark.parametrize("path", ["indicators.csv", "indicators.geojson"])
def test_a_download_respects_the_scope_and_the_side(located: Dashboard, path: str) -> None:
    assert download(located, f"{path}?country=LU").headers["x-total-count"] == "1"
    assert download(located, f"{path}?of=target").headers["x-total-count"] == "0"


MISTAKES = [
    ("indicators?sort=password", "sort"),
    ("indicators?order=random", "order"),
    ("indicators?of=both", "of"),
    ("indicators?limit=501", "limit"),
    ("indicators?limit=0", "limit"),
    ("indicators?offset=10001", "offset"),
    ("indicators?offset=-1", "offset"),
    ("indicators?fields=x", "fields"),
    ("indicators.csv?sort=x", "sort"),
    ("indicators.geojson?of=x", "of"),
    ("indicators.csv?near=1,2", "near"),
]


@pytest.mark.parametrize(("path", "field"), MISTAKES)
def test_a_mistake_is_named(dashboard: Dashboard, path: str, field: str) -> None:
    answer = httpx.get(f"{dashboard.url}/api/{path}", timeout=30)
    problem: dict[str, Any] = answer.json()
    assert answer.status_code == 400
    assert (problem["error"], problem["field"]) == ("bad_parameter", field)
    assert problem["remedy"]


CELLS = [
    ("=1+1", "'=1+1"),
    ("+352", "'+352"),
    ("-1", "'-1"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\tx", "'\tx"),
    ("\rx", '"\'\rx"'),
    ('=HYPERLINK("http://evil";"x")', '"\'=HYPERLINK(""http://evil"";""x"")"'),
    ('say "hi"', '"say ""hi"""'),
    ("a,b", '"a,b"'),
    ("two\nlines", '"two\nlines"'),
    ("\u202ereversed", "\u202ereversed"),
    ("<script>", "<script>"),
    ("", ""),
    (None, ""),
    (-12.5, "-12.5"),
    (0, "0"),
    (True, "true"),
    (["a", "b,c"], '"a; b,c"'),
    (["=x"], "'=x"),
]


@pytest.mark.parametrize(("value", "cell"), CELLS)
def test_a_cell_holds_its_text_and_is_no_formula(value: object, cell: str) -> None:
    assert csv_line(["x", value, "y"]) == f"x,{cell},y\r\n"
    if isinstance(value, str):
        ((_, read, _),) = csv.reader(io.StringIO(csv_line(["x", value, "y"]), newline=""))
        assert read.removeprefix("'") == value
