"""Techniques of ATT&CK, counted on stores that are counted by hand as well."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from build import activity, uuid

from misp_dashboard.access.viewer import LOCAL, Viewer
from misp_dashboard.activity.row import Activity
from misp_dashboard.attack.matrix import Domain, Matrix, Retired, Tactic, Technique
from misp_dashboard.query.activities import activities
from misp_dashboard.query.attack import Attack, AttackSubTechnique, AttackTechnique, attack
from misp_dashboard.query.scope import Scope, scope_from
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

START = datetime(2026, 3, 1, tzinfo=UTC)
WEEK = Scope(since=START, until=START + timedelta(days=7))

MATRIX = Matrix(
    domain="enterprise",
    version="17",
    source="invented",
    notice="© MITRE",
    tactics=[
        Tactic("initial-access", "Initial Access"),
        Tactic("execution", "Execution"),
        Tactic("persistence", "Persistence"),
    ],
    techniques=[
        Technique("T1053", "Scheduled Task/Job", ["execution", "persistence"]),
        Technique("T1053.005", "Scheduled Task", ["execution", "persistence"]),
        Technique("T1059", "Command and Scripting Interpreter", ["execution"]),
        Technique("T1059.001", "PowerShell", ["execution"]),
        Technique("T1059.003", "Windows Command Shell", ["execution"]),
        Technique("T1078", "Valid Accounts", ["initial-access", "persistence"]),
        Technique("T1566", "Phishing", ["initial-access"]),
        Technique("T1566.001", "Spearphishing Attachment", ["initial-access"]),
        Technique("T1566.002", "Spearphishing Link", ["initial-access"]),
    ],
    retired=[
        Retired("T1064", "Scripting", ""),
        Retired("T1086", "PowerShell", "T1059.001"),
        Retired("T1193", "Spearphishing Attachment", "T1566.001"),
    ],
)
MOBILE = Matrix(
    domain="mobile",
    version="17",
    source="invented",
    notice="© MITRE",
    tactics=[Tactic("initial-access", "Initial Access")],
    techniques=[Technique("T1660", "Phishing", ["initial-access"])],
    retired=[],
)
BOTH: dict[Domain, Matrix] = {"enterprise": MATRIX, "mobile": MOBILE}


def tag(name: str, galaxy: str = "mitre-attack-pattern") -> str:
    return f'misp-galaxy:{galaxy}="{name}"'


PHISHING = tag("Phishing - T1566")
LINK = tag("Spearphishing Link - T1566.002")
POWERSHELL = tag("PowerShell - T1059.001")
OLD_POWERSHELL = tag("PowerShell - T1086", "mitre-enterprise-attack-attack-pattern")
TASK = tag("Scheduled Task - T1053.005")
ACCOUNTS = tag("Valid Accounts - T1078")


def happened(name: str, *tags: str, day: float = 1, **fields: Any) -> Activity:
    """So many days after the start of the week."""
    return activity(name, tags=tags, at=START + timedelta(days=day), **fields)


def asked(store: Store, scope: Scope = WEEK, viewer: Viewer = LOCAL, **more: Any) -> Attack:
    return attack(store, viewer, scope, BOTH, **more)


def counts(answer: Attack) -> dict[str, int]:
    """Of each technique, and below it of each sub-technique."""
    every: list[AttackTechnique | AttackSubTechnique] = []
    for one in answer.techniques:
        every += [one, *one.sub_techniques]
    return {one.id: one.activities for one in every}


def tactics(answer: Attack) -> dict[str, tuple[int, int]]:
    return {one.id: (one.activities, one.techniques) for one in answer.tactics}


def test_nothing_is_an_answer_too(either_store: Store) -> None:
    insert(either_store, [happened("a"), happened("b", "tlp:red", "osint")])
    answer = asked(either_store)
    assert (answer.techniques, answer.unknown, answer.total.activities) == ([], [], 0)
    assert tactics(answer) == {
        "initial-access": (0, 0), "execution": (0, 0), "persistence": (0, 0),
    }  # fmt: skip
    assert [(one.domain, one.activities) for one in answer.domains] == [
        ("enterprise", 0), ("mobile", 0),
    ]  # fmt: skip


def test_an_activity_counts_once_for_a_technique_with_its_sub_techniques(
    either_store: Store,
) -> None:
    insert(either_store, [
        happened("a", PHISHING, LINK),
        happened("b", LINK, "tlp:red"),
        happened("c", PHISHING),
    ])  # fmt: skip
    answer = asked(either_store)
    assert counts(answer) == {"T1566": 3, "T1566.002": 2}
    (phishing,) = answer.techniques
    assert phishing.itself == 2
    assert tactics(answer)["initial-access"] == (3, 1)
    assert answer.total.activities == 3


def test_a_technique_stands_in_each_of_its_tactics(store: Store) -> None:
    insert(store, [happened("a", ACCOUNTS, TASK), happened("b", TASK, POWERSHELL)])
    answer = asked(store)
    assert counts(answer) == {
        "T1053": 2, "T1053.005": 2, "T1059": 1, "T1059.001": 1, "T1078": 1,
    }  # fmt: skip
    assert tactics(answer) == {
        "initial-access": (1, 1), "execution": (2, 2), "persistence": (2, 2),
    }  # fmt: skip
    assert answer.total.activities == 2


def test_retired_ids_count_for_their_successor_once(store: Store) -> None:
    insert(store, [
        happened("a", OLD_POWERSHELL, POWERSHELL),
        happened("b", OLD_POWERSHELL),
        happened("c", tag("Scripting - T1064")),
    ])  # fmt: skip
    answer = asked(store)
    assert counts(answer) == {"T1059": 2, "T1059.001": 2}
    (unknown,) = answer.unknown
    assert (unknown.id, unknown.name, unknown.activities) == ("T1064", "Scripting", 1)


@pytest.mark.parametrize(
    ("written", "id"),
    [
        (tag("Phishing - T1566"), "T1566"),
        (tag("Phishing - T1566", "mitre-enterprise-attack-attack-pattern"), "T1566"),
        (tag("Phishing (T1566)", "our-techniques"), "T1566"),
        ("mitre-attack:T1566", "T1566"),
        ("attack.t1566.001", "T1566.001"),
        ("T1193", "T1566.001"),
        ("Spearphishing: T1566.001.", "T1566.001"),
        (tag("Phishing Mitigation - T1566", "mitre-course-of-action"), ""),
        (tag("Employ secure processes - T1566", "nice-framework-tasks"), ""),
        (tag("Obfuscate infrastructure - PRE-T1566", "mitre-pre-attack-attack-pattern"), ""),
        ("AML.T1566", ""),
        ("ticket-T1566", ""),
        ("XT1566", ""),
        ("T15661", ""),
        ("T156", ""),
    ],
)
def test_tags_that_carry_an_id(store: Store, written: str, id: str) -> None:
    insert(store, [happened("a", written)])
    answer = asked(store)
    assert answer.unknown == []
    # below its technique, where it is a sub-technique
    assert list(counts(answer))[-1:] == ([id] if id else [])


def test_what_is_in_no_matrix_is_apart(store: Store) -> None:
    insert(store, [
        happened("a", tag("Of tomorrow - T1999"), PHISHING, org="Acme"),
        happened("b", "T1998.001", "T1999"),
        happened("c", tag("Phishing - T1660")),
    ])  # fmt: skip
    answer = asked(store)
    assert [(one.id, one.activities, one.organisations, one.tags) for one in answer.unknown] == [
        ("T1999", 2, 1, ["T1999", tag("Of tomorrow - T1999")]),
        ("T1998.001", 1, 0, ["T1998.001"]),
    ]
    assert counts(answer) == {"T1566": 1}
    assert [(one.domain, one.activities) for one in answer.domains] == [
        ("enterprise", 1), ("mobile", 1),
    ]  # fmt: skip
    mobile = asked(store, domain="mobile")
    assert (counts(mobile), mobile.total.activities) == ({"T1660": 1}, 1)


def test_events_and_organisations_count_once_whichever_instance_told(either_store: Store) -> None:
    same, other = uuid("an event"), uuid("another")
    insert(either_store, [
        happened("a", LINK, event_id=7, event_uuid=same, org="Acme"),
        happened("b", PHISHING, event_id=7, event_uuid=same, org="Acme", instance="There"),
        happened("c", LINK, event_id=7, event_uuid=other, org="Bolt", instance="There"),
        happened("d", PHISHING, event_id=9, org="Acme"),
        happened("e", PHISHING, event_id=9, org="Acme", instance="There"),
        happened("f", PHISHING),
    ])  # fmt: skip
    (phishing,) = asked(either_store).techniques
    # two by uuid; number 9 of two instances, whose uuid is not known, are two more
    assert (phishing.activities, phishing.events, phishing.organisations) == (6, 4, 2)
    (link,) = phishing.sub_techniques
    assert (link.activities, link.events, link.organisations) == (2, 2, 2)


def test_the_equal_span_before_tells_the_state(either_store: Store) -> None:
    insert(either_store, [
        *(happened(f"now {n}", LINK) for n in range(9)),
        *(happened(f"before {n}", PHISHING, day=-7 + n) for n in range(2)),
        happened("too early", PHISHING, day=-7.01),
        happened("gone", ACCOUNTS, day=-1),
        happened("new", POWERSHELL),
        happened("too late", POWERSHELL, day=7),
    ])  # fmt: skip
    answer = asked(either_store)
    found = {one.id: (one.activities, one.previous, one.state) for one in answer.techniques}
    assert found == {"T1059": (1, 0, "new"), "T1566": (9, 2, "rising")}
    total = answer.total
    assert (total.activities, total.previous, total.state) == (10, 3, "steady")
    whole = {one.id: one for one in asked(either_store, whole=True).techniques}
    assert (whole["T1078"].activities, whole["T1078"].previous) == (0, 1)


def test_the_whole_matrix_has_every_technique_in_order(store: Store) -> None:
    insert(store, [happened("a", LINK), happened("b", TASK)])
    answer = asked(store, whole=True)
    assert counts(answer) == {
        "T1053": 1, "T1053.005": 1, "T1059": 0, "T1059.001": 0, "T1059.003": 0, "T1078": 0,
        "T1566": 1, "T1566.001": 0, "T1566.002": 1,
    }  # fmt: skip
    assert tactics(answer)["initial-access"] == (1, 1)


def test_the_patterns_of_a_technique_mean_what_it_counts(store: Store) -> None:
    insert(store, [
        happened("a", OLD_POWERSHELL),
        happened("b", POWERSHELL),
        happened("c", tag("Command and Scripting Interpreter - T1059")),
        happened("d", PHISHING),
        happened("e", tag("PowerShell Mitigation - T1059", "mitre-course-of-action")),
    ])  # fmt: skip
    one = asked(store).techniques[0]
    assert (one.id, one.activities) == ("T1059", 3)
    scope = scope_from({"tag": one.tags}, "", "2026-03-01", "2026-03-08")
    assert sorted(row.value for row in activities(store, LOCAL, scope)) == ["a", "b", "c"]
    (under,) = one.sub_techniques
    scope = scope_from({"tag": under.tags}, "", "2026-03-01", "2026-03-08")
    assert sorted(row.value for row in activities(store, LOCAL, scope)) == ["a", "b"]


def test_ties_are_in_order_of_the_id(store: Store) -> None:
    insert(store, [happened("a", "T1998", "T1997", "T1999"), happened("b", "T1999")])
    assert [one.id for one in asked(store).unknown] == ["T1999", "T1997", "T1998"]


def test_only_what_the_scope_and_the_viewer_allow_counts(store: Store) -> None:
    insert(store, [
        happened("a", LINK, instance="There"),
        happened("b", PHISHING, distribution=0, org_uuid=uuid("org")),
        happened("c", PHISHING, distribution=1),
    ])  # fmt: skip
    there = scope_from({"instance": ["There"]}, "", "2026-03-01", "2026-03-08")
    assert counts(asked(store, there)) == {"T1566": 1, "T1566.002": 1}
    stranger = Viewer(name="a stranger")
    assert counts(asked(store, viewer=stranger))["T1566"] == 1


def test_a_domain_without_a_matrix_is_an_error(store: Store) -> None:
    with pytest.raises(KeyError):
        asked(store, domain="ics")
