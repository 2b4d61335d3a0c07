"""The people named in stored activities can be renamed, or forgotten."""

from collections.abc import Callable
from typing import NamedTuple

from misp_dashboard.store.connect import Store

NAMED = "SELECT user, count() FROM activity WHERE user != '' GROUP BY user ORDER BY user"

# A mutation writes the column anew; an UPDATE would put a patch beside what was there.
FORGET = "ALTER TABLE activity UPDATE user = '' WHERE user != '' SETTINGS mutations_sync = 2"

RENAME = """
ALTER TABLE activity
UPDATE user = transform(user, {before:Array(String)}, {after:Array(String)}, user)
WHERE user IN {before:Array(String)}
SETTINGS mutations_sync = 2
"""

AT_ONCE = 500


class Person(NamedTuple):
    """What is stored of who it was, and in how many activities."""

    name: str
    activities: int


def people(store: Store) -> list[Person]:
    return store.ask(NAMED, Person)


def rename(store: Store, name: Callable[[str], str]) -> int:
    """Give everybody the name that `name` makes of theirs; in how many activities it changed."""
    known = people(store)
    changed = [(one, name(one.name)) for one in known]
    changed = [(one, new) for one, new in changed if new != one.name]
    if not any(new for _, new in changed) and len(changed) == len(known):
        if changed:
            store.command(FORGET)
    else:
        for first in range(0, len(changed), AT_ONCE):
            some = changed[first : first + AT_ONCE]
            before, after = [one.name for one, _ in some], [new for _, new in some]
            store.command(RENAME, {"before": before, "after": after})
    return sum(one.activities for one, _ in changed)
