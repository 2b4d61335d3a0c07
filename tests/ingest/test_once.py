"""Each happening counts once, whichever way and however often it was told."""

from datetime import timedelta
from typing import NamedTuple

from build import NOW, activity, uuid

from misp_dashboard.activity.row import Activity
from misp_dashboard.ingest.once import complete_stored, once
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert


class Row(NamedTuple):
    value: str
    action: str
    tags: list[str]
    org: str


def keep(store: Store, *activities: Activity) -> int:
    """What ingest does with a batch; answers how many were new."""
    sorted_out = once(store, activities)
    insert(store, sorted_out.new)
    complete_stored(store, sorted_out.completed)
    return len(sorted_out.new)


def rows(store: Store) -> list[Row]:
    return store.ask("SELECT value, action, tags, org FROM activity ORDER BY at, value", Row)


def test_an_activity_told_twice_counts_once(either_store: Store) -> None:
    assert keep(either_store, activity("a"), activity("b"), activity("a")) == 2
    assert keep(either_store, activity("a")) == 0
    assert [row.value for row in rows(either_store)] == ["a", "b"]


def test_a_known_version_told_with_tags_gains_them(either_store: Store) -> None:
    keep(either_store, activity("a", tags=("tlp:red",)), activity("b"))
    assert keep(either_store, activity("a", topic="misp_json", tags=("tlp:red", "osint"))) == 0
    assert [row.tags for row in rows(either_store)] == [["tlp:red", "osint"], []]


def test_a_known_version_that_was_nowhere_gains_its_place_and_targets(either_store: Store) -> None:
    """What an older version stored without a place is located when it is told again."""
    here = {"country": "LU", "place": "Esch", "latitude": 49.5, "longitude": 5.98}
    how = {"precision": "city", "located_by": "ip"}
    keep(either_store, activity("a"), activity("b", targets=("DE",), targeted_by="galaxy"))
    keep(
        either_store,
        activity("a", **here, **how),
        activity("b", country="FR", precision="country", located_by="bank", targets=("DE", "150")),
    )
    told = either_store.ask(
        "SELECT country, place, latitude, longitude, precision, located_by, targets, targeted_by "
        "FROM activity ORDER BY value",
        lambda *row: row,
    )
    assert told == [
        ("LU", "Esch", 49.5, 5.98, "city", "ip", [], ""),
        ("FR", "", None, None, "country", "bank", ["DE", "150"], "galaxy"),
    ]
    keep(either_store, activity("a", country="BE", precision="country", located_by="phone"))
    assert either_store.ask("SELECT country FROM activity WHERE value = 'a'", str) == ["LU"]


def test_what_is_known_is_never_forgotten_by_a_poorer_telling(store: Store) -> None:
    keep(store, activity("a", tags=("osint",), org="Acme"))
    keep(store, activity("a"))
    assert rows(store) == [Row("a", "add", ["osint"], "Acme")]


def test_one_batch_that_tells_twice_keeps_the_richer(store: Store) -> None:
    keep(store, activity("a"), activity("a", org="Acme", tags=("osint",)))
    assert rows(store) == [Row("a", "add", ["osint"], "Acme")]


def test_an_attribute_first_seen_in_a_published_event_was_added(store: Store) -> None:
    keep(store, activity("a", topic="misp_json"))
    assert [row.action for row in rows(store)] == ["add"]


def test_a_new_version_of_a_known_attribute_in_a_published_event_is_an_edit(store: Store) -> None:
    keep(store, activity("a"))
    newer = activity("a again", topic="misp_json", subject_uuid=uuid("a"), value="a2")
    keep(store, newer)
    assert [(row.value, row.action) for row in rows(store)] == [("a", "add"), ("a2", "edit")]


def test_two_versions_in_one_batch_are_an_addition_and_an_edit(store: Store) -> None:
    older = activity("v1", topic="misp_json", subject_uuid=uuid("a"), at=NOW - timedelta(hours=1))
    newer = activity("v2", topic="misp_json", subject_uuid=uuid("a"))
    keep(store, older, newer)
    assert [row.action for row in rows(store)] == ["add", "edit"]


def test_the_frame_that_did_it_says_better_what_was_done(store: Store) -> None:
    keep(store, activity("a", topic="misp_json"))
    keep(store, activity("a", action="edit"))
    assert [row.action for row in rows(store)] == ["edit"]


def test_a_tag_attached_counts_once_even_when_told_on_another_day(store: Store) -> None:
    attached = activity("t", kind="tag", action="attach")
    keep(store, attached)
    told_again = activity("t", kind="tag", action="attach", at=NOW - timedelta(days=40))
    assert keep(store, told_again) == 0


def login(topic: str, seconds: float, user: int = 2, name: str = "") -> Activity:
    at = NOW + timedelta(seconds=seconds)
    return activity(
        name or f"{topic}{seconds}",
        kind="login",
        action="login",
        topic=topic,
        at=at,
        received_at=at,
        subject_id=user,
    )


def test_a_login_that_both_topics_tell_counts_once(store: Store) -> None:
    assert keep(store, login("misp_json_audit", 0), login("misp_json_user", 0.002)) == 1
    assert keep(store, login("misp_json_user", 0.003)) == 0


def test_two_logins_of_a_user_within_seconds_are_two(store: Store) -> None:
    told = [
        login("misp_json_audit", 0),
        login("misp_json_user", 0.001),
        login("misp_json_audit", 2),
        login("misp_json_user", 2.001),
    ]
    assert keep(store, *told) == 2


def test_logins_of_two_users_at_once_are_two(store: Store) -> None:
    both = login("misp_json_audit", 0), login("misp_json_user", 0.001, user=3)
    assert keep(store, *both) == 2


def test_twenty_thousand_known_ones_are_all_found(store: Store) -> None:
    many = [activity(str(number)) for number in range(20_000)]
    insert(store, many)
    assert keep(store, *many, activity("new")) == 1
