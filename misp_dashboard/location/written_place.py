"""A country or city that somebody wrote into a field for it."""

from misp_dashboard.location.country_name import country_named, country_of_code
from misp_dashboard.location.gazetteer import locate_place
from misp_dashboard.location.place import Place
from misp_dashboard.location.remembered import remembered

LONGEST = 100
"""Characters; names of countries and cities are shorter."""

LONGEST_ADDRESS = 400


@remembered(LONGEST, None)
def locate_country(value: str) -> Place | None:
    """By name, code or demonym; a field for a country may have a code in small letters."""
    return _place(country_named(value) or country_of_code(value))


@remembered(LONGEST, None)
def locate_country_code(value: str) -> Place | None:
    """By a code of two or three letters, or by name where somebody wrote the name after all."""
    return _place(country_of_code(value) or country_named(value))


@remembered(LONGEST, None)
def locate_city(value: str) -> Place | None:
    """The city of `Esch-sur-Alzette` or of `Paris, France`, where one is meant without doubt."""
    name, comma, rest = value.partition(",")
    if not comma:
        return locate_place(value)
    country = country_named(rest)
    return locate_place(name, country) or Place(country) if country else None


def locate_city_in(value: str, country: str) -> Place:
    """The city of that name in the country, or the country when none of its known cities has it."""
    return locate_place(value.partition(",")[0], country) or Place(country)


@remembered(LONGEST_ADDRESS, None)
def locate_address(value: str) -> Place | None:
    """The country at the end of a postal address, after a comma or on a line of its own."""
    before, _, last = value.strip().replace("\n", ",").rpartition(",")
    return _place(country_named(last)) if before else None


def _place(country: str | None) -> Place | None:
    return Place(country) if country else None
