"""An activity counts for an item: its event, its category, each of its tags, and so on."""

import re
from collections.abc import Sequence
from typing import Literal

from misp_dashboard.query.bad_filter import BadFilter
from misp_dashboard.query.filter import filter_from
from misp_dashboard.query.machine_tag import GALAXY

By = Literal["event", "category", "type", "tag", "object", "org", "galaxy"]
Rank = Literal["total", "trend"]

COLUMNS: dict[By, str] = {
    "category": "category",
    "type": "type",
    "object": "object_name",
    "org": "org",
}
"""In SQL, "" for none. Events are more than a column; tags, of which a row has each once, are
counted by set."""

TAGS: tuple[By, ...] = ("tag", "galaxy")

IS_CHOSEN = """(name != '' AND startsWith(name, {prefix:String})
        AND positionCaseInsensitiveUTF8(
            substring(name, length({prefix:String}) + 1), {match:String}) > 0
        AND ({exclude:String} = '' OR NOT match(name, {exclude:String})))"""
"""Whether an item's name is among those asked for; the values are those of `choosing`."""


def choosing(by: By, galaxy: str, match: str, exclude: Sequence[str]) -> dict[str, str]:
    """The values bound into `IS_CHOSEN`. Raises `BadFilter`."""
    if galaxy and not re.fullmatch(r"[^\s:=\"]{1,200}", galaxy):
        raise BadFilter("galaxy", f"`{galaxy[:40]}` is no galaxy", "write it as threat-actor")
    prefix = ""
    if by == "galaxy":
        prefix = f"{GALAXY}:{galaxy}=" if galaxy else f"{GALAXY}:"
    if any(pattern.startswith("!") for pattern in exclude):
        raise BadFilter("exclude", "What is excluded begins with `!`", "leave the `!` out")
    excluded = filter_from("exclude", [pattern for pattern in exclude if pattern])
    return {"prefix": prefix, "match": match, "exclude": excluded.matching}
