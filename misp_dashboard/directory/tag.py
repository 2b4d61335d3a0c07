"""What is known of each instance's tags: the colour in which MISP shows them."""

from misp_dashboard.directory.fact import TagFact
from misp_dashboard.store.connect import Store

NEWEST = """
SELECT instance, name, colour, is_galaxy FROM tag FINAL
ORDER BY learned_at DESC LIMIT {limit:UInt32}
"""

AT_MOST = 200_000
"""Tags kept in memory; the store keeps all."""

GALAXY_COLOUR = "#0088cc"
"""MISP's own for clusters, where a frame names none."""

UNKNOWN_COLOUR = "#8b98a9"


class TagDirectory:
    """Colours by instance and tag name."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], TagFact] = {}
        self.unsaved: dict[tuple[str, str], TagFact] = {}

    def load(self, store: Store) -> None:
        rows = store.ask(
            NEWEST,
            _fact,
            {"limit": AT_MOST},
        )
        for fact in reversed(rows):
            self._known[(fact.instance, fact.name)] = fact

    def learn(self, fact: TagFact) -> None:
        key = (fact.instance, fact.name)
        known = self._known.get(key)
        if fact == known or (known is not None and not fact.colour):
            return
        self._known[key] = fact
        self.unsaved[key] = fact
        if len(self._known) > AT_MOST:
            del self._known[next(iter(self._known))]

    def colour(self, instance: str, name: str) -> str:
        """`#rrggbb`, in MISP's words or in a quiet grey."""
        known = self._known.get((instance, name))
        if known is not None and known.colour:
            return known.colour
        return GALAXY_COLOUR if name.startswith("misp-galaxy:") else UNKNOWN_COLOUR


def _fact(instance: str, name: str, colour: str, is_galaxy: bool) -> TagFact:
    return TagFact(instance=instance, name=name, colour=colour, is_galaxy=is_galaxy)
