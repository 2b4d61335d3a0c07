"""Honours that were given or taken, kept as a log."""

from datetime import datetime

import msgspec

from misp_dashboard.store.connect import Store

COLUMNS = ("at", "org", "honour", "given", "reason", "by")

LOG = """
SELECT DISTINCT at, org, honour, given, reason, by
FROM honour
WHERE at < {until:DateTime64(3, 'UTC')}
ORDER BY at, org, honour
"""


class Honour(msgspec.Struct, frozen=True, array_like=True):
    """`honour` is one of HONOURS in contribution/badges.py; `given` is false when it was taken.

    `by` is who gave the command."""

    at: datetime
    org: str
    honour: str
    given: bool
    reason: str = ""
    by: str = ""


def keep(store: Store, honours: list[Honour]) -> None:
    """Told again, the same is kept once."""
    if honours:
        store.insert("honour", COLUMNS, honours)


def honour_log(store: Store, until: datetime) -> list[Honour]:
    """Everything that was given or taken before the moment, the oldest first."""
    return store.ask(LOG, Honour, {"until": until})
