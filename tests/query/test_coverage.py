"""How much is located, and by which means, on a store counted by hand."""

from datetime import timedelta
from typing import Any

from build import activity

from misp_dashboard.access.viewer import LOCAL, Viewer
from misp_dashboard.query.coverage import Coverage, MeansCoverage, TypeCoverage, coverage
from misp_dashboard.query.scope import Scope
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

DAY = Scope(span=timedelta(days=1))

CITY: dict[str, Any] = {
    "country": "LU", "latitude": 49.6, "longitude": 6.1, "precision": "city", "located_by": "ip",
}  # fmt: skip
COUNTRY: dict[str, Any] = {"country": "LU", "precision": "country"}
TARGETED: dict[str, Any] = {"targets": ("150", "DE"), "targeted_by": "galaxy"}


def test_nothing_is_an_answer_too(store: Store) -> None:
    assert coverage(store, LOCAL, DAY) == Coverage(0, 0, 0, 0, [], [])


def test_what_is_located_is_told_by_means_and_by_type(either_store: Store) -> None:
    insert(
        either_store,
        [
            activity("a", type="ip-src", **CITY, **TARGETED),
            activity("b", type="ip-src", **COUNTRY, located_by="ip"),
            activity("c", type="ip-src"),
            activity("d", type="phone-number", **COUNTRY, located_by="phone"),
            activity("e", type="float", latitude=0.0, longitude=-30.0, precision="coordinates",
                     located_by="coordinates"),
            activity("f", type="text", targets=("150",), targeted_by="galaxy"),
            activity("g", type="text", targets=("FR",), targeted_by="target-location"),
            activity("h", kind="login", value=""),
        ],
    )  # fmt: skip
    assert coverage(either_store, LOCAL, DAY) == Coverage(
        total=8,
        located=4,
        targeted=3,
        ip_only=2,
        by_means=[
            MeansCoverage("coordinates", "origin", "coordinates", 1),
            MeansCoverage("ip", "origin", "city", 1),
            MeansCoverage("ip", "origin", "country", 1),
            MeansCoverage("phone", "origin", "country", 1),
            MeansCoverage("galaxy", "target", "country", 1),
            MeansCoverage("galaxy", "target", "region", 1),
            MeansCoverage("target-location", "target", "country", 1),
        ],
        by_type=[
            TypeCoverage("ip-src", 3, 2, 1),
            TypeCoverage("text", 2, 0, 2),
            TypeCoverage("", 1, 0, 0),
            TypeCoverage("float", 1, 1, 0),
            TypeCoverage("phone-number", 1, 1, 0),
        ],
    )


def test_a_viewer_is_told_of_what_misp_would_show(store: Store) -> None:
    insert(
        store,
        [
            activity("a", type="ip-src", **CITY, distribution=0),
            activity("b", type="domain", distribution=1),
        ],
    )
    answer = coverage(store, Viewer(name="stranger"), DAY)
    assert (answer.total, answer.located) == (1, 0)
    assert answer.by_type == [TypeCoverage("domain", 1, 0, 0)]
