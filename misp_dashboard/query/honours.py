"""Which honours does each organisation hold?"""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

import msgspec

from misp_dashboard.contribution.badges import BADGES, RANKS
from misp_dashboard.contribution.rules import Rules
from misp_dashboard.store.connect import Store
from misp_dashboard.store.honour import Honour, honour_log

Key = TypeVar("Key")


class Honours(msgspec.Struct, frozen=True):
    """By organisation, the levels 15 and 16 and the badges it holds, and when each was given."""

    levels: dict[str, dict[int, datetime]]
    badges: dict[str, dict[str, datetime]]


def honours(store: Store, rules: Rules, until: datetime) -> Honours:
    """As they were just before the moment."""
    return held(honour_log(store, until), rules)


def held(log: Sequence[Honour], rules: Rules) -> Honours:
    """What is held at the end of the log; given again, it counts from the first time."""
    levels: dict[str, dict[int, datetime]] = {}
    badges: dict[str, dict[str, datetime]] = {}
    for one in log:
        org = dict(rules.counts_as).get(one.org, one.org)
        if org in rules.excluded or one.org in rules.excluded:
            continue
        if one.honour in RANKS:
            _change(levels.setdefault(org, {}), RANKS[one.honour], one)
        elif one.honour in BADGES:
            _change(badges.setdefault(org, {}), one.honour, one)
    return Honours(
        {org: each for org, each in levels.items() if each},
        {org: each for org, each in badges.items() if each},
    )


def _change(of_org: dict[Key, datetime], key: Key, one: Honour) -> None:
    if one.given:
        of_org.setdefault(key, one.at)
    else:
        of_org.pop(key, None)
