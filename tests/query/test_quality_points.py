"""Quality points from activities, on stores counted by hand."""

import random
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import msgspec
import pytest
from build import activity, uuid

from misp_dashboard.access.viewer import LOCAL, Viewer
from misp_dashboard.activity.row import Activity
from misp_dashboard.contribution.quality import Quality, QualityPoints
from misp_dashboard.query.quality_points import explain, quality_points
from misp_dashboard.query.scope import Scope, scope_from
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

START = datetime(2026, 3, 1, tzinfo=UTC)
MARCH = Scope(since=START, until=START + timedelta(days=31))
FULL = Quality(unproven_percent=100)
"""With nothing to prove, so that parts stand alone."""

ATTACK = 'misp-galaxy:mitre-attack-pattern="Phishing - T1566"'

_number = count()


def happened(kind: str, action: str, org: str, day: float = 0, **fields: Any) -> Activity:
    """So many days after the first of March."""
    return activity(
        f"{kind} {next(_number)}",
        **{"kind": kind, "action": action, "org": org, "at": START + timedelta(days=day),
           "value": "", "event_uuid": uuid(f"event of {org}"), "distribution": 1, **fields},
    )  # fmt: skip


def shared(org: str, value: str, day: float = 0, action: str = "add", **fields: Any) -> Activity:
    fields = {"type": "domain", "value": value, **fields}
    return happened("attribute", action, org, day, **fields)


def sighted(org: str, value: str, day: float = 1, kind: int = 0, **fields: Any) -> Activity:
    return happened("sighting", "add", org, day, value=value, sighting_type=kind, **fields)


def found(store: Store, settings: Quality = FULL, scope: Scope = MARCH) -> dict[str, QualityPoints]:
    return {one.org: one for one in quality_points(store, LOCAL, scope, settings)}


def amounts(answer: dict[str, QualityPoints], org: str) -> dict[str, float]:
    one = answer.get(org)
    return {part.key: part.amount for part in one.parts} if one else {}


def counts(answer: dict[str, QualityPoints], org: str) -> dict[str, int]:
    one = answer.get(org)
    return {part.key: part.count for part in one.parts} if one else {}


def test_nothing_is_an_answer_too(either_store: Store) -> None:
    assert quality_points(either_store, LOCAL, MARCH, FULL) == []
    nobody = explain(either_store, LOCAL, MARCH, FULL, "Nobody")
    assert (nobody.quality.points, nobody.place, nobody.orgs) == (0.0, None, 0)


def test_each_value_of_an_event_earns_for_what_it_has(either_store: Store) -> None:
    insert(either_store, [
        shared("A", "a", tags=("tlp:red", "osint", ATTACK), object_uuid=uuid("o"), to_ids=True,
               comment="the server"),
        shared("A", "b", type="comment", to_ids=True, comment="the server"),
        shared("A", "c", tags=("tlp:red", "PAP:RED".lower())),
        happened("reference", "add", "A"),
    ])  # fmt: skip
    # log2(1 + 3) for the event: 2/3 for each value; the two have one comment
    answer = found(either_store)
    assert amounts(answer, "A") == {
        "value": 2.0, "context": 2.0, "galaxy": 2.0, "comment": 0.7, "structure": 1.3,
        "reference": 0.7, "actionable": 1.3,
    }  # fmt: skip
    assert counts(answer, "A") == {
        "value": 3, "context": 1, "galaxy": 1, "comment": 1, "structure": 1, "reference": 1,
        "actionable": 1,
    }  # fmt: skip
    assert answer["A"].points == 10.0


def test_an_events_tags_are_the_context_of_all_its_values(store: Store) -> None:
    plain = [shared("A", value) for value in ("a", "b", "c")]
    insert(store, [*plain, happened("event", "publish", "A", 2, tags=("tlp:green",))])
    answer = found(store)
    assert amounts(answer, "A") == {"value": 2.0}
    insert(store, [happened("event", "publish", "A", 3, tags=("tlp:green", "osint"))])
    answer = found(store)
    assert amounts(answer, "A") == {"value": 2.0, "context": 6.0}
    insert(store, [happened("tag", "attach", "", 3, type="event", tags=(ATTACK,),
                            event_uuid=uuid("event of A"))])  # fmt: skip
    answer = found(store)
    assert amounts(answer, "A") == {"value": 2.0, "context": 6.0, "galaxy": 6.0}


def test_more_values_of_an_event_and_more_events_of_a_day_earn_less(store: Store) -> None:
    insert(store, [shared("A", f"{n}") for n in range(3)])
    answer = found(store)
    assert amounts(answer, "A") == {"value": 2.0}
    insert(store, [shared("A", "second event", event_uuid=uuid("2"))])
    answer = found(store)
    assert amounts(answer, "A") == {"value": 2.5}
    insert(store, [shared("A", "third event", event_uuid=uuid("3"))])
    answer = found(store)
    assert amounts(answer, "A") == {"value": 2.8}
    insert(store, [shared("A", "the next day", 1)])
    answer = found(store)
    assert amounts(answer, "A") == {"value": 3.8}
    insert(store, [shared("B", f"b{n}") for n in range(31)])
    answer = found(store)
    assert amounts(answer, "B") == {"value": 5.0}
    insert(store, [shared("B", f"more {n}") for n in range(500)])
    answer = found(store)
    assert amounts(answer, "B") == {"value": 5.0}


def test_the_community_has_a_value_whatever_its_type_and_case(either_store: Store) -> None:
    insert(either_store, [
        shared("A", "evil.example", 0),
        shared("B", "EVIL.example", 1, type="hostname", tags=("osint",), to_ids=True),
    ])  # fmt: skip
    answer = found(either_store)
    assert amounts(answer, "B") == {"duplicate": 0.0}
    assert amounts(answer, "A")["confirmed"] == 2.4  # 10 × 4·0.25 / 4.25: by one alone


def test_what_was_shared_long_before_is_known_up_to_a_year(store: Store) -> None:
    insert(store, [
        shared("A", "known", -300), shared("A", "forgotten", -400),
        shared("B", "known"), shared("C", "forgotten"),
    ])  # fmt: skip
    answer = found(store)
    assert amounts(answer, "B") == {"duplicate": 0.0}
    assert amounts(answer, "C") == {"value": 1.0}
    assert counts(answer, "A") == {"confirmed": 1}


def test_versions_and_own_sightings_of_a_value_add_nothing(either_store: Store) -> None:
    first = shared("A", "a", to_ids=True)
    insert(either_store, [first, shared("A", "b", 20)])
    answer = found(either_store)
    before = answer["A"].points
    edits = [shared("A", "a", day, "edit", to_ids=True) for day in range(1, 30)]
    own = [sighted("A", "a", day) for day in range(1, 30)]
    insert(either_store, [*edits, *own])
    answer = found(either_store)
    assert answer["A"].points == before
    assert counts(answer, "A")["self_sighting"] == 1


def test_a_confirmation_counts_once_for_each_organisation(store: Store) -> None:
    insert(store, [shared("A", "a", to_ids=True), sighted("B", "a", 1), sighted("B", "a", 2)])
    answer = found(store)
    alone = amounts(answer, "A")
    assert (alone["confirmed"], alone["timely"]) == (2.4, 1.2)
    insert(store, [shared("B", "a", 3)])
    answer = found(store)
    assert amounts(answer, "A") == alone
    insert(store, [sighted("C", "a", 8)])
    # sure now, 10 × 2 × 0.8; in time was one of the two
    answer = found(store)
    both = amounts(answer, "A")
    assert (both["confirmed"], both["timely"]) == (16.0, 4.0)
    assert counts(answer, "A")["confirmed"] == 2


def test_sharing_it_too_confirms_only_what_a_sensor_can_look_for(store: Store) -> None:
    insert(store, [
        shared("A", "443", type="port"), shared("A", "evil.example"),
        shared("B", "443", 1, type="port"), shared("B", "evil.example", 1),
        shared("C", "443", 1, type="port"), sighted("D", "443", 1, type="port"),
    ])  # fmt: skip
    answer = found(store)
    assert counts(answer, "A")["confirmed"] == 2


def test_a_confirmation_is_of_the_month_in_which_it_is_made(store: Store) -> None:
    insert(store, [shared("A", "a", -40), sighted("B", "a", 1), sighted("C", "a", -3)])
    answer = found(store)
    assert amounts(answer, "A") == {"confirmed": 8.0}  # that by C makes it sure
    assert counts(answer, "B") == {"sighting": 1}
    assert "C" not in answer


def test_a_false_positive_costs_unless_more_confirm_the_value(store: Store) -> None:
    insert(store, [shared("A", "a", tags=("osint",)), sighted("B", "a", kind=1)])
    answer = found(store)
    assert amounts(answer, "A") == {"false_positive": -12.0, "not_below_zero": 12.0}
    insert(store, [sighted("C", "a")])
    answer = found(store)
    contested = amounts(answer, "A")
    assert "false_positive" not in contested
    assert (contested["value"], contested["context"]) == (1.0, 3.0)
    insert(store, [sighted("D", "a", kind=1), sighted("A", "a", kind=1)])
    answer = found(store)
    assert amounts(answer, "A")["false_positive"] == -24.0
    assert "value" not in amounts(answer, "A")


def test_a_value_on_a_warning_list_earns_nothing_and_costs_with_the_flag(store: Store) -> None:
    insert(store, [
        shared("A", "a", warninglist="A list", to_ids=True), shared("A", "b", to_ids=True),
        shared("B", "c", warninglist="A list", tags=("osint",)), shared("B", "d"),
    ])  # fmt: skip
    # log2(1 + 2) / 2 for the other value
    answer = found(store)
    assert amounts(answer, "A") == {"value": 0.8, "actionable": 1.6, "warninglist": -3.0,
                                   "not_below_zero": 0.6}  # fmt: skip
    assert amounts(answer, "B") == {"value": 0.8}


def test_a_value_that_is_removed_soon_earns_and_costs_nothing(store: Store) -> None:
    insert(store, [
        shared("A", "a"), shared("A", "a", 7, "delete"), sighted("Z", "a", 1, kind=1),
        shared("A", "on a list", warninglist="A list", to_ids=True),
        shared("A", "on a list", 1, "delete"),
        shared("B", "b"), shared("B", "b", 8, "delete"),
        shared("C", "c"), shared("C", "c", 1, "delete"), shared("C", "c", 2),
    ])  # fmt: skip
    answer = found(store)
    assert amounts(answer, "A") == {"removed": 0.0}
    assert counts(answer, "A") == {"removed": 2}
    assert amounts(answer, "B") == {"value": 1.0}
    assert amounts(answer, "C") == {"value": 1.0}


def test_sightings_of_a_day_earn_less_and_less(store: Store) -> None:
    """Seven on one day: log2(8) = 3, of which six sevenths are with A; all are sure."""
    values = [shared("A", f"a{n}") for n in range(6)] + [shared("B", "b")]
    everybody = [sighted(org, one.value) for one in values for org in ("C", "D")]
    insert(store, [*values, *everybody])
    of_a, of_b = 3 * 6 / 7, 3 / 7
    expected = 4 * (4 * of_a / (4 + of_a) + 4 * of_b / (4 + of_b))
    answer = found(store)
    assert amounts(answer, "C") == {"sighting": round(expected, 1)}
    assert counts(answer, "C") == {"sighting": 7}


def test_a_sighting_of_what_nobody_shared_earns_nothing(store: Store) -> None:
    insert(store, [sighted("A", "a")])
    answer = found(store)
    assert answer == {}


def test_a_proposal_to_anothers_event_earns_and_its_acceptance_confirms(store: Store) -> None:
    events: dict[str, Any] = {"event_uuid": uuid("event of A")}
    insert(store, [
        happened("event", "add", "A"),
        happened("proposal", "add", "B", 1, value="new", type="domain", **events),
        happened("proposal", "add", "A", 1, value="to oneself", type="domain", **events),
        shared("A", "old"),
        happened("proposal", "add", "C", 1, value="old", type="domain", **events),
    ])  # fmt: skip
    answer = found(store)
    assert amounts(answer, "B") == {"proposal": 4.0}
    assert amounts(answer, "A")["value"] == 1.0
    assert "proposal" not in amounts(answer, "A")
    assert amounts(answer, "C") == {"duplicate": 0.0}
    insert(store, [shared("A", "new", 2)])
    answer = found(store)
    assert amounts(answer, "B") == {"proposal": 4.0, "confirmed": 2.4, "timely": 1.2}
    assert amounts(answer, "A")["value"] == 1.0


def test_whose_an_event_is_may_be_known_from_the_directory(store: Store) -> None:
    columns = ("instance", "id", "uuid", "org", "learned_at")
    store.insert("event", columns, [("Here", 1, uuid("old event"), "A", START)])
    proposed: dict[str, Any] = {"value": "new", "type": "domain", "event_uuid": uuid("old event")}
    insert(store, [
        happened("proposal", "add", "B", 1, **proposed),
        happened("proposal", "add", "A", 1, **{**proposed, "value": "own"}),
    ])  # fmt: skip
    answer = found(store)
    assert amounts(answer, "B") == {"proposal": 4.0}
    assert amounts(answer, "A") == {}


def test_a_discussion_needs_two(store: Store) -> None:
    insert(store, [
        happened("discussion", "add", "A", subject_id=1), happened("discussion", "add", "A", 1,
                                                                   subject_id=1),
        happened("discussion", "add", "B", subject_id=2), happened("discussion", "add", "C", 1,
                                                                   subject_id=2),
        happened("discussion", "add", "B", 2, subject_id=2),
        happened("discussion", "add", "D", subject_id=2, instance="There"),
    ])  # fmt: skip
    answer = found(store)
    assert set(answer) == {"B", "C"}
    assert amounts(answer, "B") == {"discussion": 2.4}
    assert counts(answer, "B") == {"discussion": 1}


def test_an_event_without_a_uuid_is_told_by_its_instance_and_number(store: Store) -> None:
    none: dict[str, Any] = {"event_uuid": "00000000-0000-0000-0000-000000000000", "event_id": 7}
    insert(store, [
        shared("A", "a", **none), shared("A", "b", **none),
        shared("A", "c", **none, instance="There"),
        happened("event", "edit", "A", tags=("osint",), **none),
    ])  # fmt: skip
    # log2(3) for two values in full, 1 for the other event by half; the context of Here
    answer = found(store)
    assert amounts(answer, "A") == {"value": 2.1, "context": 4.8}


def test_an_organisation_with_several_names_is_one(either_store: Store) -> None:
    insert(either_store, [
        shared("A", "a"), shared("Old A", "b", event_uuid=uuid("event of A")),
        sighted("Old A", "a"), shared("B", "z"),
    ])  # fmt: skip
    answer = quality_points(
        either_store, LOCAL, MARCH, FULL, counts_as=[("Old A", "A")], excluded=["B"]
    )
    assert [(one.org, one.points) for one in answer] == [("A", 1.6)]


def test_a_viewer_counts_only_what_misp_would_show(store: Store) -> None:
    insert(store, [shared("A", "a"), shared("B", "b", distribution=0)])
    answer = quality_points(store, Viewer(name="stranger"), MARCH, FULL)
    assert [one.org for one in answer] == ["A"]


def test_a_scope_of_an_instance_knows_only_what_it_knows(store: Store) -> None:
    insert(store, [shared("A", "a", instance="There"), shared("B", "a", 1)])
    here = scope_from({"instance": ["Here"]}, "", "2026-03-01", "2026-04-01")
    assert {org: one.points for org, one in found(store, scope=here).items()} == {"B": 1.0}


def test_an_explanation_tells_the_place_and_what_would_raise_it(either_store: Store) -> None:
    insert(either_store, [
        shared("A", "a", tags=("osint",)), shared("B", "b"), shared("C", "c"),
        shared("C", "d", 1), shared("D", "e"),
    ])  # fmt: skip
    answer = explain(either_store, LOCAL, MARCH, FULL, "B")
    assert (answer.quality.points, answer.place, answer.orgs) == (1.0, 3, 4)
    assert explain(either_store, LOCAL, MARCH, FULL, "D").place == 3
    gains = {one.key: one.gain for one in answer.advice}
    insert(either_store, [shared("B", "b", 2, "edit", tags=("osint",), to_ids=True)])
    after = explain(either_store, LOCAL, MARCH, FULL, "B")
    assert after.quality.points == 1.0 + gains["context"] + gains["actionable"]
    assert not {"context", "actionable"} & {one.key for one in after.advice}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_edits_own_sightings_and_duplicates_never_raise_the_points(store: Store, seed: int) -> None:
    chance = random.Random(seed)
    orgs = ("A", "B", "C", "D", "E", "F", "G")
    base = [
        shared(org, f"{org} {n}", chance.uniform(0, 20), to_ids=chance.random() < 0.5)
        for org in orgs for n in range(chance.randint(3, 12))
    ]  # fmt: skip
    base += [sighted(chance.choice(orgs), chance.choice(base).value, 25) for _ in range(60)]
    insert(store, base)
    before = found(store, Quality())["A"].points
    own = [one for one in base if one.org == "A" and one.kind == "attribute"]
    others = [one for one in base if one.org != "A" and one.kind == "attribute"]
    for _ in range(3):
        edited = [msgspec.structs.replace(one, comment="") for one in own]
        insert(store, [
            *(shared("A", one.value, 29, "edit", to_ids=one.to_ids) for one in edited),
            *(sighted("A", one.value, chance.uniform(21, 29)) for one in own for _ in range(5)),
            *(shared("A", one.value.upper(), 29.5, tags=("osint",)) for one in others),
        ])  # fmt: skip
        assert found(store, Quality())["A"].points == before
