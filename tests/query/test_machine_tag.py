"""Tags taken apart as MISP writes them."""

import pytest

from misp_dashboard.query.machine_tag import machine_tag


@pytest.mark.parametrize(
    ("tag", "parts"),
    [
        ("tlp:red", ("tlp", "red", "")),
        ('misp-galaxy:threat-actor="APT 28"', ("misp-galaxy", "threat-actor", "APT 28")),
        ('a:b="c=d: \\"e"', ("a", "b", 'c=d: \\"e')),
        ("a:b=c", ("a", "b", "c")),
        ('a:b=""', ("a", "b", "")),
        ('a:b="', ("a", "b", '"')),
        ("osint", ("", "", "")),
        ("note: by hand", ("", "", "")),
        ("Größe:x", ("", "", "")),
        ("a:", ("", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_tag_has_a_namespace_a_predicate_and_a_value(tag: str, parts: tuple[str, ...]) -> None:
    assert machine_tag(tag) == parts
