"""The map draws the administrator's own borders where there are any."""

import json
from pathlib import Path

import httpx
import pytest
from dashboard import Dashboard

from misp_dashboard.source.publisher import Publisher

BORDERS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"code": "LU", "name": "Grand Duchy"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[6, 49], [7, 49], [7, 50], [6, 50], [6, 49]]],
            },
        }
    ],
}


def test_own_borders_are_served_and_announced(tmp_path: Path, publisher: Publisher) -> None:
    file = tmp_path / "borders.geojson"
    file.write_text(json.dumps(BORDERS))
    own = Dashboard(
        tmp_path / "data", {"Here": publisher}, {"MISP_DASHBOARD_PAGE__BORDERS": str(file)}
    ).start()
    try:
        assert own.ask("borders") == BORDERS
        assert own.ask("page")["borders"] is True
    finally:
        own.stop()


def test_without_own_borders_there_are_none(dashboard: Dashboard) -> None:
    answer = httpx.get(f"{dashboard.url}/api/borders", timeout=30)
    assert answer.status_code == 404
    assert answer.json()["message"] == "no borders of its own are configured"
    assert dashboard.ask("page")["borders"] is False


def test_a_wrong_feature_keeps_it_from_starting(tmp_path: Path, publisher: Publisher) -> None:
    file = tmp_path / "borders.geojson"
    file.write_text(json.dumps(BORDERS).replace("LU", "Lux"))
    one = Dashboard(
        tmp_path / "data", {"Here": publisher}, {"MISP_DASHBOARD_PAGE__BORDERS": str(file)}
    )
    with pytest.raises(AssertionError, match=r'feature 1 \(Grand Duchy\) has "LUX"'):
        one.start()
