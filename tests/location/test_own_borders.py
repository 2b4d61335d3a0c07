"""The administrator's own borders are checked when the dashboard starts, feature by feature."""

import json
from pathlib import Path
from typing import Any

import pytest

from misp_dashboard.location.own_borders import BordersUnusable, own_borders

SQUARE = [[[6, 49], [7, 49], [7, 50], [6, 50], [6, 49]]]


def feature(
    properties: Any = None, coordinates: Any = None, type: str = "Polygon", **more: Any
) -> dict[str, Any]:
    if properties is None:
        properties = {"code": "LU", "name": "Luxembourg"}
    shape = {"type": type, "coordinates": SQUARE if coordinates is None else coordinates}
    return {"type": "Feature", "properties": properties, "geometry": shape, **more}


def written(folder: Path, *features: dict[str, Any]) -> str:
    file = folder / "borders.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}))
    return str(file)


def test_without_a_file_there_are_none() -> None:
    assert own_borders("") == b""


def test_shapes_and_names_are_kept_and_nothing_else(tmp_path: Path) -> None:
    many = feature({"code": "be", "name": "Belgique", "gdp": 1}, [SQUARE, SQUARE], "MultiPolygon")
    told = json.loads(own_borders(written(tmp_path, feature(), many)))
    assert told["type"] == "FeatureCollection"
    assert told["features"][0] == feature()
    assert told["features"][1]["properties"] == {"code": "BE", "name": "Belgique"}
    assert told["features"][1]["geometry"]["coordinates"] == [SQUARE, SQUARE]


@pytest.mark.parametrize(
    ("properties", "more"),
    [
        ({"iso_a2": "LU", "name": "L"}, {}),
        ({"ISO_A2": "lu", "NAME": "L"}, {}),
        ({"ISO_A2": "-99", "ISO_A2_EH": "LU", "NAME": "L"}, {}),
        ({"name": "L"}, {"id": "LU"}),
        ({"name": "L", "id": "LU"}, {"id": 17}),
    ],
)
def test_the_code_may_stand_where_other_files_have_it(
    tmp_path: Path, properties: Any, more: dict[str, Any]
) -> None:
    told = json.loads(own_borders(written(tmp_path, feature(properties, **more))))
    assert told["features"][0]["properties"] == {"code": "LU", "name": "L"}


def test_land_of_no_country_is_taken(tmp_path: Path) -> None:
    told = json.loads(own_borders(written(tmp_path, feature({"code": "-1", "name": "No one's"}))))
    assert told["features"][0]["properties"]["code"] == "-1"


MISTAKES = [
    (feature({"name": "Utopia"}), r"feature 2 \(Utopia\) has nothing for its country"),
    (feature({"code": "LUX", "name": "L"}), r'feature 2 \(L\) has "LUX" for its country'),
    (feature({"code": "LU"}), r"feature 2 \(LU\) has no `name`"),
    (feature(type="Point", coordinates=[6, 49]), r"feature 2 \(Luxembourg\) is no Polygon"),
    (feature(coordinates=[[[6, 49], [7, 49]]]), r"feature 2 \(Luxembourg\) is no Polygon"),
    (feature(coordinates=[[["6", 49]] * 4]), r"feature 2 \(Luxembourg\) is no Polygon"),
    (feature(coordinates=[SQUARE[0][:4]]), r"feature 2 \(Luxembourg\) has a ring that does not"),
    (
        feature(coordinates=[[[600, 49], [7, 49], [7, 50], [600, 49]]]),
        r"feature 2 \(Luxembourg\) has a point at 600(\.0)?, 49",
    ),
]


@pytest.mark.parametrize(("wrong", "told"), MISTAKES)
def test_the_wrong_feature_is_named(tmp_path: Path, wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(BordersUnusable, match=told):
        own_borders(written(tmp_path, feature(), wrong))


@pytest.mark.parametrize("text", ["", "[]", '{"type": "Topology"}', '{"features": []}', "\x00"])
def test_what_is_no_geojson_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "borders.geojson"
    file.write_text(text)
    with pytest.raises(BordersUnusable, match="is no GeoJSON FeatureCollection"):
        own_borders(str(file))


def test_a_file_that_no_browser_should_load_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "borders.geojson"
    with file.open("wb") as large:
        large.truncate(30_000_001)
    with pytest.raises(BordersUnusable, match="simplify its shapes"):
        own_borders(str(file))
