"""By which numbers do the instances know an organisation that contributes?"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.contribution.rules import Rules
from misp_dashboard.query.countries import EARLIEST
from misp_dashboard.query.credited import IS_CREDITED, crediting
from misp_dashboard.query.month import within
from misp_dashboard.query.scope import AHEAD, IN_SCOPE, Scope, parameters
from misp_dashboard.store.connect import Store

# the latest name of each: a number may have had another one
SQL = """
SELECT DISTINCT instance, id, argMax(name, learned_at) AS latest
FROM organisation
WHERE instance IN {instances:Array(String)}
GROUP BY instance, uuid, id
HAVING latest IN {only:Array(String)}
"""

IS_SEEN = f"""
SELECT 1
FROM activity
WHERE {IN_SCOPE}
    AND {IS_CREDITED}
LIMIT 1
"""  # noqa: S608 - the parts are constants


class NumberedOrganisation(NamedTuple):
    """`number` is MISP's own for it, 0 where it never named one."""

    instance: str
    number: int
    name: str


def numbered_organisations(
    store: Store, viewer: Viewer, scope: Scope, rules: Rules, org: str, instances: Sequence[str]
) -> list[NumberedOrganisation]:
    """On these instances, in their order: first by its own name, then by those that count as it.
    Nobody for one that the viewer sees no contribution of, or that does not take part."""
    values = crediting(rules, org)
    names = [one for one in values["only"] if one not in values["excluded"]]
    if not names or not (viewer.sees_all or _is_seen(store, viewer, scope, rules, org)):
        return []
    found = store.ask(SQL, NumberedOrganisation, {"instances": list(instances), "only": names})
    return sorted(
        found,
        key=lambda one: (names.index(one.name), list(instances).index(one.instance), -one.number),
    )


def _is_seen(store: Store, viewer: Viewer, scope: Scope, rules: Rules, org: str) -> bool:
    whole = within(scope, EARLIEST, datetime.now(UTC) + AHEAD)
    values = {**parameters(whole, viewer), **crediting(rules, org)}
    return bool(store.ask(IS_SEEN, lambda one: one, values))
