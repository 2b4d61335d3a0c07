"""Who is targeted is told by fields and tags that name countries and regions."""

import pytest

from misp_dashboard.location.target import targets_named, targets_of_tags


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Ukraine", ("UA",)),
        ("BY", ("BY",)),
        ("Kyiv", ("UA",)),
        ("Kyiv, Ukraine", ("UA",)),
        ("Poland, Lithuania and Latvia", ("PL", "LT", "LV")),
        ("France; Belgium", ("FR", "BE")),
        ("Germany: 12 %, France: 9.5%, US (3)", ("DE", "FR", "US")),
        ("Bosnia and Herzegovina", ("BA",)),
        ("France, the energy sector", ()),
        ("everyone", ()),
        ("", ()),
        (", ,", ()),
        ("\x00", ()),
        ("France, " * 10_000, ()),
    ],
)
def test_a_text_names_countries_or_a_city_of_one(text: str, targets: tuple[str, ...]) -> None:
    assert targets_named(text) == targets


@pytest.mark.parametrize(
    ("tag", "targets"),
    [
        ('misp-galaxy:country="luxembourg"', ("LU",)),
        ('misp-galaxy:target-information="South Korea"', ("KR",)),
        ('misp-galaxy:target-information="Luxembourg"', ("LU",)),
        ('misp-galaxy:region="150 - Europe"', ("150",)),
        ('misp-galaxy:region="155 - Western Europe"', ("155",)),
        ('misp-galaxy:region="001 - World"', ()),
        ('misp-galaxy:region="999 - Nowhere"', ()),
        ('misp-galaxy:country="atlantis"', ()),
        ('misp-galaxy:threat-actor="Luxembourg"', ()),
        ("misp-galaxy:country=", ()),
        ("tlp:red", ()),
        ('country="luxembourg"', ()),
    ],
)
def test_a_tag_of_a_galaxy_of_places_names_one(tag: str, targets: tuple[str, ...]) -> None:
    assert targets_of_tags((tag,)) == targets


def test_each_target_is_named_once_in_the_order_of_the_tags() -> None:
    tags = (
        "tlp:green",
        'misp-galaxy:region="150 - Europe"',
        'misp-galaxy:target-information="Germany"',
        'misp-galaxy:country="germany"',
    )
    assert targets_of_tags(tags) == ("150", "DE")
