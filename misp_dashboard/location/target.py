"""Who is targeted: countries and regions that a field or a tag names."""

import re
from functools import lru_cache

from misp_dashboard.location.country_name import country_named
from misp_dashboard.location.gazetteer import country_of_place
from misp_dashboard.location.region import M49
from misp_dashboard.location.remembered import remembered

GALAXY = "misp-galaxy:"

NAMING_COUNTRIES = ("misp-galaxy:country=", "misp-galaxy:target-information=")

NAMING_REGIONS = "misp-galaxy:region="

LONGEST = 500
"""Characters; a list of all countries is no target."""

_BETWEEN = re.compile(r"[,;/|\n]| and ")

_SHARE = re.compile(r"[\s(:]*\d+(?:\.\d+)?\s*%?\)?\s*$")
"""How much of it: `Germany: 12 %` and `DE (12)`."""


@remembered(LONGEST, ())
def targets_named(value: str) -> tuple[str, ...]:
    """The country that a text names, all countries of a list, or the country of a city."""
    country = country_named(value)
    if country:
        return (country,)
    parts = [_SHARE.sub("", part) for part in _BETWEEN.split(value) if part.strip()]
    countries = [country_named(part) for part in parts]
    if all(countries):
        return tuple(dict.fromkeys(filter(None, countries)))
    country = country_of_place(value)
    return (country,) if country else ()


def targets_tagged(tag: str) -> tuple[str, ...]:
    """The country or region of a tag from the galaxies that name them.

    Of a region stands its UN M49 number, `150`, in `misp-galaxy:region="150 - Europe"`.
    """
    if tag.startswith(NAMING_COUNTRIES):
        country = country_named(_cluster(tag))
        return (country,) if country else ()
    if tag.startswith(NAMING_REGIONS):
        number = _cluster(tag)[:3]
        return (number,) if number in M49 else ()
    return ()


@lru_cache(maxsize=2048)
def targets_of_tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Of all tags, each once, in their order."""
    found: dict[str, None] = {}
    for tag in tags:
        if tag.startswith(GALAXY):
            found.update(dict.fromkeys(targets_tagged(tag)))
    return tuple(found)


def _cluster(tag: str) -> str:
    return tag.partition("=")[2].strip().strip('"')
