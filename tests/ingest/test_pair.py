"""What only together tells a place finds each other in its object, whichever comes first."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from build import NOW, activity, attribute_message, frame, uuid

from misp_dashboard.directory.directory import Directory
from misp_dashboard.ingest.pair import pair
from misp_dashboard.ingest.pipeline import Ingest
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.live.stream import LiveStream
from misp_dashboard.location.locate import Locator
from misp_dashboard.store.connect import Store, StoreUnavailable

Tell = Callable[..., None]

ESCH = ("49.4958", "5.9806")
PARIS = ("48.8534", "2.3488")


@pytest.fixture
def tell(store: Store, tmp_path: Path) -> Iterator[Tell]:
    """Messages through the whole ingest, all of one call in one batch."""
    journal, locator = SqliteJournal(tmp_path / "journal.sqlite"), Locator()
    ingest = Ingest(journal, store, Directory(store), locator, LiveStream())

    def tell(*frames: Any) -> None:
        journal.append(list(frames))
        ingest.drain()

    yield tell
    locator.close()
    journal.close()


def half(
    relation: str,
    value: str,
    *,
    of: str = "office",
    at: datetime = NOW,
    name: str = "",
    action: str = "add",
    **fields: Any,
) -> Any:
    message = attribute_message(
        name or f"{relation} of {of}",
        action,
        type="float" if relation in ("latitude", "longitude") else "text",
        value=value,
        object_relation=relation,
        object_id="9",
        timestamp=str(int(at.timestamp())),
        **fields,
    )
    message["Object"] = {
        "id": "9",
        "uuid": uuid(of),
        "name": "geolocation",
        "event_id": "7",
        "distribution": "5",
        "timestamp": str(int(NOW.timestamp())),
    }
    return frame("misp_json_attribute", message)


def halves(point: tuple[str, str], **fields: Any) -> list[Any]:
    return [half("latitude", point[0], **fields), half("longitude", point[1], **fields)]


def located(store: Store) -> list[tuple[Any, ...]]:
    return store.ask(
        "SELECT value, country, latitude, longitude, precision, located_by FROM activity "
        "WHERE kind = 'attribute' ORDER BY at, object_relation, value",
        lambda *row: row,
    )


IN_ESCH = ("LU", 49.4958, 5.9806, "coordinates", "coordinates")
IN_PARIS = ("FR", 48.8534, 2.3488, "coordinates", "coordinates")
NOWHERE = ("", None, None, "", "")


def test_halves_of_one_batch_are_both_at_the_point(store: Store, tell: Tell) -> None:
    tell(*halves(ESCH))
    assert located(store) == [(ESCH[0], *IN_ESCH), (ESCH[1], *IN_ESCH)]


def test_halves_that_come_apart_find_each_other_in_the_store(store: Store, tell: Tell) -> None:
    latitude, longitude = halves(ESCH)
    tell(longitude)
    assert located(store) == [(ESCH[1], *NOWHERE)]
    tell(latitude)
    assert located(store) == [(ESCH[0], *IN_ESCH), (ESCH[1], *IN_ESCH)]


def test_an_edited_half_moves_the_other_one_too(store: Store, tell: Tell) -> None:
    tell(*halves(ESCH))
    later = NOW + timedelta(seconds=5)
    tell(half("latitude", "49.61", at=later, action="edit"))
    before, other, after = located(store)
    assert before == (ESCH[0], *IN_ESCH)  # where it was then
    assert after[:4] == ("49.61", "LU", 49.61, 5.9806)
    assert other[:4] == (ESCH[1], "LU", 49.61, 5.9806)


def test_an_older_version_that_comes_late_moves_nothing(store: Store, tell: Tell) -> None:
    tell(*halves(ESCH))
    tell(half("latitude", "10", at=NOW - timedelta(days=1)))
    assert located(store)[1:] == [(ESCH[0], *IN_ESCH), (ESCH[1], *IN_ESCH)]
    assert located(store)[0] == ("10", *NOWHERE)


def test_the_published_event_tells_the_object_whole(store: Store, tell: Tell) -> None:
    latitude, longitude = halves(ESCH)
    tell(latitude)
    tell(latitude, longitude, longitude)
    assert located(store) == [(ESCH[0], *IN_ESCH), (ESCH[1], *IN_ESCH)]


def test_halves_of_two_objects_do_not_pair(store: Store, tell: Tell) -> None:
    tell(half("latitude", ESCH[0], of="office"), half("longitude", PARIS[1], of="home"))
    assert {row[1:] for row in located(store)} == {NOWHERE}
    tell(half("longitude", ESCH[1], of="office"), half("latitude", PARIS[0], of="home"))
    assert sorted(row[1:] for row in located(store)) == [IN_PARIS, IN_PARIS, IN_ESCH, IN_ESCH]


def test_halves_of_two_instances_do_not_pair(store: Store, tell: Tell) -> None:
    latitude, longitude = halves(ESCH)
    tell(latitude, type(longitude)("There", *tuple_of(longitude)[1:]))
    assert {row[1:] for row in located(store)} == {NOWHERE}


def tuple_of(one: Any) -> tuple[Any, ...]:
    return (one.instance, one.received_at, one.topic, one.body)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("49.5", ""),
        ("49.5", "east"),
        ("91", "6"),
        ("-90.1", "6"),
        ("49.5", "180.5"),
        ("0", "0"),
        ("0.0", "-0"),
        ("nan", "6"),
        ("inf", "6"),
        ("49,5", "6,1"),
        ("1e400", "6"),
        ("49.5" + "0" * 100, "6"),
    ],
)
def test_what_is_no_point_is_not_located(
    store: Store, tell: Tell, latitude: str, longitude: str
) -> None:
    tell(*halves((latitude, longitude)))
    assert {row[1:] for row in located(store)} == {NOWHERE}


def test_a_point_at_sea_has_coordinates_and_no_country(store: Store, tell: Tell) -> None:
    tell(*halves(("0", "-30")))
    assert {row[1:] for row in located(store)} == {("", 0.0, -30.0, "coordinates", "coordinates")}


@pytest.mark.parametrize("fields", [{"action": "delete"}, {"action": "edit", "deleted": True}])
@pytest.mark.parametrize("at_once", [True, False])
def test_a_deleted_half_pairs_with_nothing(
    store: Store, tell: Tell, fields: dict[str, Any], at_once: bool
) -> None:
    frames = [
        half("latitude", ESCH[0]),
        half("latitude", ESCH[0], at=NOW + timedelta(seconds=5), **fields),
        half("longitude", ESCH[1], at=NOW + timedelta(seconds=9)),
    ]
    for some in [frames] if at_once else [[one] for one in frames]:
        tell(*some)
    assert {row[1:] for row in located(store)} == {NOWHERE}


@pytest.mark.parametrize("at_once", [True, False])
def test_one_that_is_deleted_for_good_pairs_with_nothing(
    store: Store, tell: Tell, at_once: bool
) -> None:
    """MISP says nothing of the object then."""
    deletion = attribute_message(
        "latitude of office", "delete", type="float", value=ESCH[0], object_id="9"
    )
    frames = [
        half("latitude", ESCH[0]),
        frame("misp_json_attribute", deletion, received_at=NOW + timedelta(seconds=5)),
        half("longitude", ESCH[1], at=NOW + timedelta(seconds=9)),
    ]
    for some in [frames] if at_once else [[one] for one in frames]:
        tell(*some)
    assert {row[1:] for row in located(store)} == {NOWHERE}


@pytest.mark.parametrize("at_once", [True, False])
def test_what_is_deleted_later_was_at_the_point_before(
    store: Store, tell: Tell, at_once: bool
) -> None:
    """A replay in one batch finds what was found live, frame by frame."""
    deleted = half("latitude", ESCH[0], at=NOW + timedelta(seconds=5), action="edit", deleted=True)
    frames = [*halves(ESCH), deleted]
    for some in [frames] if at_once else [[one] for one in frames]:
        tell(*some)
    assert [row[1:] for row in located(store)] == [IN_ESCH, IN_ESCH, NOWHERE]


def test_of_two_latitudes_in_one_object_none_is_meant(store: Store, tell: Tell) -> None:
    tell(*halves(ESCH), half("latitude", PARIS[0], name="another latitude"))
    assert {row[1:] for row in located(store)} == {NOWHERE}


def test_the_store_is_not_asked_about_a_batch_without_them() -> None:
    gone = Store("clickhouse://127.0.0.1:1")
    batch = [
        activity("domain", type="domain"),
        activity("latitude", type="float", object_relation="latitude"),  # of no object
        activity("seen", kind="sighting", type="float", object_uuid=uuid("office")),
    ]
    assert pair(gone, batch) == (batch, {})
    with pytest.raises(StoreUnavailable):
        pair(gone, [activity("one", object_relation="latitude", object_uuid=uuid("office"))])


def city(store: Store) -> tuple[Any, ...]:
    (found,) = store.ask(
        "SELECT country, place, latitude IS NULL, precision, located_by FROM activity "
        "WHERE object_relation = 'city' AND action = 'add'",
        lambda *row: row,
    )
    return tuple(found)


def test_a_city_is_in_the_country_of_its_object(store: Store, tell: Tell) -> None:
    tell(half("city", "Paris"), half("countrycode", "US"))
    assert city(store) == ("US", "Paris", 0, "city", "place")


@pytest.mark.parametrize("first", ["city", "country"])
def test_a_city_and_its_country_may_come_apart(store: Store, tell: Tell, first: str) -> None:
    named, country = half("city", "San Jose"), half("country", "Costa Rica")
    for one in (named, country) if first == "city" else (country, named):
        tell(one)
    assert city(store) == ("CR", "San José", 0, "city", "place")


def test_a_small_city_is_at_least_in_its_country(store: Store, tell: Tell) -> None:
    tell(half("city", "Munshausen"), half("country", "Luxembourg"))
    assert city(store) == ("LU", "", 1, "country", "place")


def test_of_two_countries_none_is_the_citys(store: Store, tell: Tell) -> None:
    tell(half("city", "Paris"), half("country", "Canada"), half("countrycode", "US"))
    assert city(store) == ("FR", "Paris", 0, "city", "place")


def test_without_a_country_by_far_the_largest_is_meant(store: Store, tell: Tell) -> None:
    tell(half("city", "Paris"))
    assert city(store) == ("FR", "Paris", 0, "city", "place")
