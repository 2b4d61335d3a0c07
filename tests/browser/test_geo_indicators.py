"""The indicators of a region: told apart by how exactly they are known, sorted, filtered, kept."""

import csv
import io
import json
import re

import pytest
from browser.geo_page import GeoPage
from browser.geo_told import AMERICAN, DUTCH, LUXEMBOURGISH, LUXEMBOURGISH_PHONE
from playwright.sync_api import expect

BOX_OF_LUXEMBOURG = "box=5.7,49.4,6.6,50.2"


def test_hits_known_only_to_their_country_are_told_apart_from_points(
    geo: GeoPage, geo_told: str
) -> None:
    geo.open(f"?comment={geo_told}")
    expect(geo.total("known only to their country")).to_have_text("1")
    expect(geo.total("with coordinates")).to_have_text("4")
    expect(geo.row(LUXEMBOURGISH_PHONE)).to_contain_text("Luxembourg")
    expect(geo.row(LUXEMBOURGISH_PHONE)).to_contain_text("country only")
    geo.open(f"?comment={geo_told}&{BOX_OF_LUXEMBOURG}")
    expect(geo.rows).to_have_count(1)
    panel = geo.panel("Indicators")
    expect(panel).to_contain_text("1 hit is known only to its country:")
    expect(panel.get_by_role("button", name="LU 1", exact=True)).to_be_visible()


def test_the_indicators_of_a_region_are_downloaded_as_csv_and_geojson(
    geo: GeoPage, geo_told: str
) -> None:
    geo.open(f"?comment={geo_told}")
    lines = list(csv.DictReader(io.StringIO(geo.downloaded("Download the indicators as CSV"))))
    assert {line["value"]: line["precision"] for line in lines} == {
        LUXEMBOURGISH: "city",
        f"'{LUXEMBOURGISH_PHONE}": "country",  # no spreadsheet runs it
        DUTCH: "city",
        AMERICAN: "city",
    }
    collection = json.loads(geo.downloaded("Download the indicators as GeoJSON"))
    assert collection["type"] == "FeatureCollection"
    features = {one["properties"]["value"]: one for one in collection["features"]}
    assert features[LUXEMBOURGISH]["geometry"]["type"] == "Point"
    assert features[LUXEMBOURGISH]["geometry"]["coordinates"] == pytest.approx(
        [5.95, 49.5], abs=0.2
    )
    assert features[LUXEMBOURGISH]["properties"]["hits"] == 2
    assert features[LUXEMBOURGISH_PHONE]["geometry"] is None
    assert features[LUXEMBOURGISH_PHONE]["properties"]["precision"] == "country"

    geo.open(f"?comment={geo_told}&{BOX_OF_LUXEMBOURG}")
    within = list(csv.DictReader(io.StringIO(geo.downloaded("Download the indicators as CSV"))))
    assert [line["value"] for line in within] == [LUXEMBOURGISH]


def test_an_indicator_filters_by_what_it_says_and_opens_its_event(
    geo: GeoPage, geo_told: str
) -> None:
    geo.open(f"?comment={geo_told}")
    row = geo.row(DUTCH)
    link = row.get_by_role("link", name=re.compile("^Open the event in MISP"))
    expect(link).to_have_attribute("href", re.compile(r"^https://misp\.example/events/view/"))
    row.get_by_role("button", name=DUTCH, exact=True).click()
    geo.page.get_by_text(f"Value is {DUTCH}", exact=True).click()
    expect(geo.rows).to_have_count(1)
    assert geo.scope["value"] == [DUTCH]


def test_the_indicators_are_sorted_by_their_heads(geo: GeoPage, geo_told: str) -> None:
    geo.open(f"?comment={geo_told}")
    expect(geo.rows.first).to_contain_text(LUXEMBOURGISH)
    panel = geo.panel("Indicators")
    panel.get_by_role("button", name="Value", exact=True).click()
    head = panel.get_by_role("columnheader", name="Value")
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(geo.rows.first).to_contain_text(LUXEMBOURGISH_PHONE)
    panel.get_by_role("button", name="Value", exact=True).click()
    expect(geo.rows.first).to_contain_text(AMERICAN)
