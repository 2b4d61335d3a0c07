"""Which galaxies and taxonomies do the tags within the scope come from, and how often?"""

from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query.machine_tag import GALAXY
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store

SPACE = r"""if(startsWith(tag, 'misp-galaxy:'),
        extract(tag, '^(misp-galaxy:[^="]+)='),
        extract(tag, '^([\\w.-]+):[^\\s:="]'))"""
"""The galaxy (`misp-galaxy:tool`) or taxonomy (`tlp`) of a tag, "" for a tag of none."""

ACTIVITIES = f"""
SELECT toString(arrayJoin(arrayDistinct(arrayMap(tag -> {SPACE}, tags)))) AS space, count()
FROM activity
WHERE {IN_SCOPE}
    AND notEmpty(tags)
GROUP BY space
"""  # noqa: S608 - the parts are constants

TAGS = f"""
SELECT {SPACE} AS space, count()
FROM (SELECT DISTINCT toString(arrayJoin(tags)) AS tag FROM activity WHERE {IN_SCOPE})
GROUP BY space
"""  # noqa: S608 - the parts are constants


class TagNamespace(msgspec.Struct, frozen=True):
    """`activities` bear a tag of it, each counted once; `tags` is how many different ones."""

    name: str
    activities: int
    tags: int


class TagNamespaces(msgspec.Struct, frozen=True):
    """Most activities first. A galaxy's tags are `misp-galaxy:<name>=…`, a taxonomy's `<name>:…`;
    tags without a namespace are in neither."""

    galaxies: list[TagNamespace]
    taxonomies: list[TagNamespace]


class _Row(NamedTuple):
    space: str
    found: int


def tag_namespaces(store: Store, viewer: Viewer, scope: Scope) -> TagNamespaces:
    """Those that occur; ties are in order of name."""
    values = parameters(scope, viewer)
    tags = {row.space: row.found for row in store.ask(TAGS, _Row, values)}
    rows = [row for row in store.ask(ACTIVITIES, _Row, values) if row.space]
    rows.sort(key=lambda row: (-row.found, row.space))
    found = TagNamespaces([], [])
    for row in rows:
        galaxy = row.space.removeprefix(f"{GALAXY}:")
        kind = found.taxonomies if galaxy == row.space else found.galaxies
        kind.append(TagNamespace(galaxy, row.found, tags.get(row.space, 0)))
    return found
