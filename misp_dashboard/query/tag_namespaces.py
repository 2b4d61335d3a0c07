"""Which galaxies and taxonomies do the tags within the scope come from, and how often?"""

from typing import NamedTuple

import msgspec

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.query.machine_tag import GALAXY
from misp_dashboard.query.scope import IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store
from misp_dashboard.store.meaning import WITH_TAGS, ask_by_meaning

SPACE = r"""if(startsWith(tag, 'misp-galaxy:'),
        extract(tag, '^(misp-galaxy:[^="]+)='),
        extract(tag, '^([\\w.-]+):[^\\s:="]'))"""
"""The galaxy (`misp-galaxy:tool`) or taxonomy (`tlp`) of a tag, "" for a tag of none."""

SQL = f"""
SELECT
    one.1 AS space,
    sumIf(n, one.2 = ''),
    uniqExactIf(one.2, one.2 != '')
FROM (
    SELECT
        arrayMap(tag -> (toString({SPACE}), toString(tag)), tags) AS spaced,
        arrayConcat(spaced, arrayDistinct(arrayMap(one -> (one.1, ''), spaced))) AS all,
        n
    FROM (
        SELECT tags_key AS key, count() AS n
        FROM activity
        WHERE {IN_SCOPE}
            AND key != 0
        GROUP BY key
    ) AS counted
    {WITH_TAGS}
)
ARRAY JOIN all AS one
GROUP BY space
"""  # noqa: S608 - the parts are constants
"""Activities have few different sets of tags: those are taken apart rather than each activity."""


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
    activities: int
    tags: int


def tag_namespaces(store: Store, viewer: Viewer, scope: Scope) -> TagNamespaces:
    """Those that occur; ties are in order of name."""
    asked = ask_by_meaning(store, SQL, _Row, parameters(scope, viewer))
    rows = [row for row in asked if row.space]
    rows.sort(key=lambda row: (-row.activities, row.space))
    found = TagNamespaces([], [])
    for row in rows:
        galaxy = row.space.removeprefix(f"{GALAXY}:")
        kind = found.taxonomies if galaxy == row.space else found.galaxies
        kind.append(TagNamespace(galaxy, row.activities, row.tags))
    return found
