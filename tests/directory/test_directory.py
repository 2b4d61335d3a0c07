"""Names are learned on the way, and rows that came before their names are completed."""

from typing import NamedTuple

import msgspec
from build import activity, uuid

from misp_dashboard.activity.row import Activity
from misp_dashboard.directory.directory import Directory
from misp_dashboard.directory.fact import EventFact, OrganisationFact, TagFact
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

EVENT = EventFact(
    instance="Here",
    id=7,
    uuid=uuid("event"),
    info="A title",
    org_id=3,
    org_uuid=uuid("org"),
    org="Acme",
    distribution=1,
    threat_level=2,
    analysis=0,
    timestamp=100,
)
ACME = OrganisationFact(instance="Here", id=3, uuid=uuid("org"), name="Acme")


class Row(NamedTuple):
    org: str
    org_uuid: str
    event_info: str
    distribution: int


def rows(store: Store) -> list[Row]:
    sql = "SELECT org, org_uuid, event_info, distribution FROM activity ORDER BY value"
    return store.ask(sql, Row)


def came(store: Store, directory: Directory, *told: Activity) -> None:
    insert(store, [directory.complete(one) for one in told])


def test_an_object_that_names_its_event_by_id_gets_its_creator_and_title(store: Store) -> None:
    directory = Directory(store)
    directory.learn([EVENT])
    done = directory.complete(activity("o", kind="object", event_id=7))
    assert (done.org, done.event_info, done.event_uuid) == ("Acme", "A title", uuid("event"))
    assert (done.distribution, done.threat_level, done.analysis) == (1, 2, 0)


def test_a_sighting_keeps_its_reporter_and_never_gets_the_creator(store: Store) -> None:
    directory = Directory(store)
    directory.learn([EVENT])
    reported = directory.complete(activity("s", kind="sighting", event_id=7, org_id=9))
    assert reported.org == ""
    directory.learn([OrganisationFact(instance="Here", id=9, name="Globex")])
    assert directory.complete(reported).org == "Globex"


def test_a_name_that_comes_later_completes_what_is_stored(either_store: Store) -> None:
    directory = Directory(either_store)
    came(either_store, directory, activity("s", kind="sighting", event_id=7, org_id=3))
    assert rows(either_store)[0].org == ""
    directory.learn([EVENT, ACME])
    directory.save()
    assert rows(either_store) == [Row("Acme", uuid("org"), "A title", 1)]


def test_a_renamed_organisation_is_renamed_everywhere(either_store: Store) -> None:
    directory = Directory(either_store)
    directory.learn([ACME])
    came(either_store, directory, activity("s", org_id=3), activity("t", org_id=4, org="Other"))
    directory.save()
    directory.learn([OrganisationFact(instance="Here", id=3, uuid=uuid("org"), name="Acme 2")])
    directory.save()
    assert [row.org for row in rows(either_store)] == ["Acme 2", "Other"]


def test_a_renamed_organisation_that_has_no_number_is_renamed_everywhere(
    either_store: Store,
) -> None:
    directory = Directory(either_store)
    told = OrganisationFact(instance="Here", id=0, uuid=uuid("org"), name="Acme")
    directory.learn([told])
    came(
        either_store, directory,
        activity("s", org="Acme", org_uuid=uuid("org")), activity("t", org="Other"),
        activity("u", org="Acme", org_uuid=uuid("org"), instance="There"),
    )  # fmt: skip
    directory.save()
    directory.learn([msgspec.structs.replace(told, name="Acme 2")])
    directory.save()
    assert [row.org for row in rows(either_store)] == ["Acme 2", "Other", "Acme"]
    # the number comes with another frame, and with it another name
    directory.learn([msgspec.structs.replace(told, id=3, name="Acme 3")])
    directory.save()
    assert [row.org for row in rows(either_store)] == ["Acme 3", "Other", "Acme"]


def test_ids_are_each_instances_own(store: Store) -> None:
    directory = Directory(store)
    directory.learn([EVENT, ACME])
    elsewhere = directory.complete(activity("o", instance="There", event_id=7, org_id=3))
    assert (elsewhere.org, elsewhere.event_info) == ("", "")


def test_an_older_frame_does_not_rename_an_event(store: Store) -> None:
    directory = Directory(store)
    directory.learn([EVENT, EventFact(instance="Here", id=7, info="Old title", timestamp=99)])
    assert directory.complete(activity("o", event_id=7)).event_info == "A title"


def test_a_newer_title_replaces_the_older_in_stored_rows(store: Store) -> None:
    directory = Directory(store)
    directory.learn([EVENT])
    came(store, directory, activity("o", event_id=7))
    directory.save()
    directory.learn([EventFact(instance="Here", id=7, info="New title", timestamp=101)])
    directory.save()
    assert rows(store)[0].event_info == "New title"


def test_what_was_learned_survives_a_restart(store: Store) -> None:
    directory = Directory(store)
    directory.learn([EVENT, ACME, TagFact(instance="Here", name="tlp:red", colour="#ff2b2b")])
    came(store, directory, activity("s", event_id=8, org_id=5))
    directory.save()
    after = Directory(store)
    after.load()
    assert after.complete(activity("o", event_id=7)).event_info == "A title"
    assert after.colour("Here", "tlp:red") == "#ff2b2b"
    after.learn([OrganisationFact(instance="Here", id=5, name="Late")])
    after.save()
    assert rows(store)[0].org == "Late"


def test_a_recoloured_tag_has_its_new_colour_and_an_unknown_one_a_quiet_grey(store: Store) -> None:
    directory = Directory(store)
    directory.learn([TagFact(instance="Here", name="t", colour="#111111")])
    directory.learn([TagFact(instance="Here", name="t")])
    assert directory.colour("Here", "t") == "#111111"
    directory.learn([TagFact(instance="Here", name="t", colour="#222222")])
    assert directory.colour("Here", "t") == "#222222"
    assert directory.colour("There", "t") == "#8b98a9"
