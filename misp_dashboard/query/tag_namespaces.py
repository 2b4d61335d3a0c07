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

SQL = f"""
SELECT
    one.1 AS space,
    sumIf(n, one.2 = ''),
    uniqExactIf(one.2, one.2 != '')
FROM (
    SELECT
        arrayMap(tag -> (toString({SPACE}), toString(tag)), any(tags)) AS spaced,
        arrayConcat(spaced, arrayDistinct(arrayMap(one -> (one.1, ''), spaced))) AS all,
        count() AS n
    FROM activity
    WHERE {IN_SCOPE}
        AND notEmpty(tags)
    GROUP BY cityHash64(tags)
)
ARRAY JOIN all AS one
GROUP BY space
"""  # noqa: S608 - the parts are constants
"""Activities have few different sets of tags: those are taken apart rather than each activity. By
number, which is faster to group by than arrays of text."""


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
    rows = [row for row in store.ask(SQL, _Row, parameters(scope, viewer)) if row.space]
    rows.sort(key=lambda row: (-row.activities, row.space))
    found = TagNamespaces([], [])
    for row in rows:
        galaxy = row.space.removeprefix(f"{GALAXY}:")
        kind = found.taxonomies if galaxy == row.space else found.galaxies
        kind.append(TagNamespace(galaxy, row.activities, row.tags))
    return found
