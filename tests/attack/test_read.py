"""Files that tell ATT&CK become matrices; what would make no matrix is refused with a reason."""

import json
from typing import Any

import msgspec
import pytest
from attack.stix import bundle, cluster, galaxy, technique

from misp_dashboard.attack.matrix import (
    BUNDLED,
    LICENCE,
    Matrix,
    MatrixUnusable,
    Retired,
    Tactic,
    Technique,
    parent_of,
    read_matrix,
    written,
)
from misp_dashboard.attack.read import matrix_of

TACTICS = [Tactic("initial-access", "Initial Access"), Tactic("impact", "Impact")]
TECHNIQUES = [
    Technique("T1078", "Valid Accounts", ["initial-access", "impact"]),
    Technique("T1078.001", "Default Accounts", ["initial-access"]),
]
RETIRED = [
    Retired("T1001", "Oldest", "T1078.001"),
    Retired("T1002", "Older", "T1078.001"),
    Retired("T1064", "Scripting", ""),
]


def read(document: dict[str, Any]) -> Matrix:
    return matrix_of(json.dumps(document).encode(), "a file", 2030)


@pytest.mark.parametrize("document", [bundle(), galaxy()], ids=["stix", "galaxy"])
def test_both_sources_make_the_same_matrix(document: dict[str, Any]) -> None:
    matrix = read(document)
    assert (matrix.domain, matrix.tactics) == ("enterprise", TACTICS)
    assert (matrix.techniques, matrix.retired) == (TECHNIQUES, RETIRED)
    assert matrix.licence == LICENCE


def test_what_each_source_tells_of_itself() -> None:
    stix, misp = read(bundle()), read(galaxy())
    assert (stix.version, stix.source) == ("18.1", "a file")
    assert stix.notice.startswith("© 2031 The MITRE Corporation. This work is reproduced ")
    assert (misp.version, misp.source) == ("", "MISP galaxy mitre-attack-pattern, version 33")
    assert misp.notice.startswith("© 2030 ")


def test_what_is_written_is_read_again() -> None:
    matrix = read(bundle())
    assert read_matrix(written(matrix)) == matrix
    assert matrix_of(written(matrix), "its own file", 2030) == matrix


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is no JSON, not a file of ATT&CK"),
        (b"<html>Sign in</html>", "is a web page, not a file of ATT&CK"),
        (b'{"type": "bundle", "obje', "is no matrix of ATT&CK: Input data was truncated"),
        (b'{"type": "bundle", "objects": []}', "holds no techniques of ATT&CK"),
        (b'{"domain": "space"}', "is no matrix of ATT&CK: Invalid enum value 'space'"),
    ],
)
def test_what_is_no_matrix_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(MatrixUnusable) as refused:
        matrix_of(content, "a file", 2030)
    assert str(refused.value).startswith(reason)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (galaxy(type="threat-actor"), 'is the galaxy "threat-actor", not mitre-attack-pattern'),
        (bundle(technique("T1499.004", "Alone", "impact")), "has T1499.004, but not T1499"),
        (bundle(technique("T1078", "Again", "impact")), "names a technique or tactic twice"),
        (bundle(technique("1078", "No id", "impact")), 'has a technique with the id "1078"'),
        (bundle(technique("T1500", "Nowhere")), "has T1500 in a tactic that it does not have"),
        (
            bundle(technique("T1600", "On phones", kill_chain_phases=[
                {"kill_chain_name": "mitre-mobile-attack", "phase_name": "impact"}])),
            "holds several domains (enterprise, mobile): give one at a time",
        ),
        (galaxy(cluster("T1499.004", "Alone", "attack-Linux:impact")), "has T1499.004, but not"),
    ],
)  # fmt: skip
def test_a_matrix_that_could_not_be_shown_is_refused(document: Any, reason: str) -> None:
    with pytest.raises(MatrixUnusable) as refused:
        read(document)
    assert str(refused.value).startswith(reason)


def test_a_loop_of_successors_ends() -> None:
    loop = {"type": "relationship", "relationship_type": "revoked-by"}
    document = bundle(
        technique("T1003", "Round", "impact", revoked=True),
        {**loop, "source_ref": "attack-pattern--T1003", "target_ref": "attack-pattern--T1003"},
    )
    assert Retired("T1003", "Round", "") in read(document).retired


def test_the_matrix_that_comes_along_is_that_of_version_17() -> None:
    content = (BUNDLED / "enterprise.json").read_bytes()
    matrix = read_matrix(content)
    subs = [one for one in matrix.techniques if parent_of(one.id)]
    # as MITRE counts them: https://attack.mitre.org/resources/versions/
    assert (len(matrix.tactics), len(matrix.techniques) - len(subs), len(subs)) == (14, 211, 468)
    assert matrix.version == "17"
    assert matrix.successors["T1086"] == "T1059.001"
    assert written(matrix) == content
    assert len(msgspec.json.encode(matrix)) < 80_000
