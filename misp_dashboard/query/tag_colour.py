"""Which colour has a tag, of whichever instance told it last?"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from misp_dashboard.directory.tag import GALAXY_COLOUR, UNKNOWN_COLOUR
from misp_dashboard.store.connect import Store

SQL = """
SELECT name, argMax(colour, (learned_at, colour))
FROM tag
WHERE name IN {names:Array(String)} AND colour != ''
GROUP BY name
"""


class _Row(NamedTuple):
    name: str
    colour: str


def tag_colours(store: Store, names: Collection[str]) -> Mapping[str, str]:
    """`#rrggbb` of each; what no instance told has MISP's colour of galaxies, or a quiet grey."""
    known = {row.name: row.colour for row in store.ask(SQL, _Row, {"names": list(names)})}
    return {
        name: known.get(name)
        or (GALAXY_COLOUR if name.startswith("misp-galaxy:") else UNKNOWN_COLOUR)
        for name in names
    }
