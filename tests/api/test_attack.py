"""The techniques of ATT&CK over HTTP, and their layer for the ATT&CK Navigator."""

from typing import Any

import httpx
import pytest
from build import attribute_message
from dashboard import Dashboard, send

from misp_dashboard.source.publisher import Publisher

COMMENT = "told-for-attack"


@pytest.fixture(scope="module")
def tagged(dashboard: Dashboard, publisher: Publisher) -> Dashboard:
    """Two attributes with a sub-technique, one of them with its parent as well."""
    link = 'misp-galaxy:mitre-attack-pattern="Spearphishing Link - T1566.002"'
    phishing = 'misp-galaxy:mitre-attack-pattern="Phishing - T1566"'
    for name, tags in (("one.example", [link]), ("two.example", [link, phishing])):
        message = attribute_message(
            name, comment=COMMENT, Tag=[{"name": tag, "colour": "#0088cc"} for tag in tags]
        )
        send(publisher, "misp_json_attribute", message)
    dashboard.wait_until(lambda: dashboard.total(comment=COMMENT, kind="attribute") == 2)
    return dashboard


def asked(dashboard: Dashboard, path: str, **more: Any) -> httpx.Response:
    params = {"comment": COMMENT, "kind": "attribute", **more}
    return httpx.get(f"{dashboard.url}/api/{path}", params=params, timeout=30)


def test_techniques_stand_under_their_tactics(tagged: Dashboard) -> None:
    answer = asked(tagged, "attack").json()
    assert [one["id"] for one in answer["tactics"]][:3] == [
        "reconnaissance", "resource-development", "initial-access",
    ]  # fmt: skip
    (phishing,) = answer["techniques"]
    assert (phishing["id"], phishing["name"], phishing["tactics"]) == (
        "T1566", "Phishing", ["initial-access"],
    )  # fmt: skip
    assert (phishing["activities"], phishing["itself"], phishing["state"]) == (2, 1, "new")
    assert (phishing["events"], phishing["organisations"]) == (1, 1)
    assert [one["id"] for one in phishing["sub_techniques"]] == ["T1566.002"]
    assert answer["notice"].startswith("© 2025 The MITRE Corporation.")
    whole = asked(tagged, "attack", whole="true").json()
    assert len(whole["techniques"]) == 211


def test_a_matrix_that_is_not_there_is_told_with_the_remedy(tagged: Dashboard) -> None:
    answer = asked(tagged, "attack", matrix="ics")
    assert answer.status_code == 400
    told = answer.json()
    assert told["field"] == "matrix"
    assert "attack update --domain ics" in told["remedy"]


REQUIRED: dict[str, dict[str, type | tuple[type, ...]]] = {
    "": {"name": str, "domain": str, "description": str, "sorting": int, "hideDisabled": bool},
    "versions": {"navigator": str, "layer": str, "attack": str},
    "gradient": {"colors": list, "minValue": (int, float), "maxValue": (int, float)},
    "layout": {"layout": str, "showID": bool},
}
"""Of MITRE's layer format 4.5: what it requires, and the types of what we write."""


def test_the_layer_is_one_of_the_published_format(tagged: Dashboard) -> None:
    answer = asked(tagged, "attack-layer")
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith('attachment; filename="attack-enterprise-')
    assert answer.headers["Content-Type"].startswith("application/json")
    layer = answer.json()
    for part, fields in REQUIRED.items():
        holder = layer[part] if part else layer
        for name, kind in fields.items():
            assert isinstance(holder[name], kind), (part, name)
    assert (layer["domain"], layer["versions"]["layer"]) == ("enterprise-attack", "4.5")
    assert tuple(map(int, layer["versions"]["navigator"].split("."))) >= (4, 9, 0)
    assert layer["sorting"] in range(4)
    assert len(layer["gradient"]["colors"]) >= 2
    assert layer["gradient"]["maxValue"] > layer["gradient"]["minValue"]
    for item in layer["legendItems"]:
        assert set(item) == {"label", "color"}
    assert layer["techniques"] == [
        {
            "techniqueID": "T1566", "score": 2, "showSubtechniques": True,
            "comment": "2 activities, 1 event, 1 organisation; none before; "
            "1 tagged with the technique itself",
        },
        {
            "techniqueID": "T1566.002", "score": 2, "showSubtechniques": False,
            "comment": "2 activities, 1 event, 1 organisation; none before",
        },
    ]  # fmt: skip


def test_a_layer_of_nothing_is_a_layer_too(tagged: Dashboard) -> None:
    layer = asked(tagged, "attack-layer", comment="nobody says this").json()
    assert layer["techniques"] == []
    assert layer["gradient"]["maxValue"] > layer["gradient"]["minValue"]
