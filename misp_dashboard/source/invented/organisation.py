"""The invented organisations of the community; none of them exists."""

from importlib.resources import files
from random import Random

import msgspec

from misp_dashboard.source.invented.identifier import draw_uuid

FIRST_NAMES = (
    "Ines", "Tomas", "Aiko", "Maren", "Jonas", "Leila", "Petra", "Rune", "Sofia", "Emil", "Nadia",
    "Oscar", "Freya", "Hugo", "Mira", "Anton", "Yuki", "Clara", "Idris", "Vera", "Milan", "Zoe",
    "Karim", "Elin", "Bruno", "Tove", "Rafael", "Amina", "Lukas", "Signe",
)  # fmt: skip
LAST_NAMES = (
    "Valdoro", "Lindqvar", "Oksari", "Brennick", "Tasmire", "Halvorde", "Petrelkos", "Wrenholt",
    "Sandquil", "Marovane", "Dulwane", "Estrevo", "Kallimor", "Norvane", "Quistad", "Redfernal",
    "Solbrae", "Tindamar", "Ulvheimar", "Yarrowen",
)  # fmt: skip


class Organisation(msgspec.Struct, frozen=True):
    """`sites` holds the first letters of the MISP instances it is a member of."""

    name: str
    domain: str
    nationality: str
    sector: str
    type: str
    utc_offset_h: int
    weight: float
    people: int
    sites: str
    round_the_clock: bool
    joins_on_day: int
    uuid: str


def draw_organisations(rng: Random) -> tuple[Organisation, ...]:
    """The organisations of organisation.tsv, with one uuid each for all instances."""
    text = files(__package__).joinpath("organisation.tsv").read_text(encoding="utf-8")
    return tuple(_read(line.split("\t"), draw_uuid(rng)) for line in text.splitlines()[1:])


def _read(row: list[str], uuid: str) -> Organisation:
    name, domain, nationality, sector, kind, offset, weight, people, sites, always, joins = row
    return Organisation(
        name,
        domain,
        nationality,
        sector,
        kind,
        utc_offset_h=int(offset),
        weight=float(weight),
        people=int(people),
        sites=sites,
        round_the_clock=always == "yes",
        joins_on_day=int(joins),
        uuid=uuid,
    )


def draw_addresses(rng: Random, organisation: Organisation) -> list[str]:
    """The e-mail addresses of its people, at its reserved domain."""
    names: list[str] = []
    while len(names) < organisation.people:
        name = f"{rng.choice(FIRST_NAMES)}.{rng.choice(LAST_NAMES)}".lower()
        if name not in names:
            names.append(name)
    return [f"{name}@{organisation.domain}" for name in names]
