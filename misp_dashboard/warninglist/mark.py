"""An activity gains the name of the warning list that its value is on."""

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from misp_dashboard.activity.row import Activity
from misp_dashboard.warninglist.entries import Asked, Entries
from misp_dashboard.warninglist.file import WarningList

REMEMBERED = 4096
"""Values: a burst of sightings of the same few is looked up once."""


class Warninglists:
    """Lists ready to be asked; threads may share them. `names` are those of the lists in use."""

    def __init__(self, lists: Iterable[WarningList] = ()) -> None:
        self._entries = Entries()
        self.names: list[str] = []
        of_any_type: list[tuple[int, str]] = []
        of_type: dict[str, list[tuple[int, str]]] = {}
        for number, one in enumerate(lists):
            self._entries.add(one, number)
            self.names.append(one.name)
            for type in one.of_types:
                of_type.setdefault(type, []).append((number, one.kind))
            if not one.of_types:
                of_any_type.append((number, one.kind))
        self._entries.seal()
        self._of_type = {type: _joined(found + of_any_type) for type, found in of_type.items()}
        self._otherwise = _joined(of_any_type) if of_any_type else None
        self._look_up = lru_cache(REMEMBERED)(self._find)
        self._first = lru_cache(REMEMBERED)(self._first_name)

    def mark(self, activity: Activity) -> Activity:
        """The activity with the list's name, or the very same one when its value is on none."""
        name = self.warninglist_of(activity)
        return msgspec.structs.replace(activity, warninglist=name) if name else activity

    def warninglist_of(self, activity: Activity) -> str:
        """The list that the value is on, of several the first by name; "" for none.

        No value raises.
        """
        asked = self._of_type.get(activity.type, self._otherwise)
        if asked is None or not activity.value:
            return ""
        return self._look_up(activity.type, activity.value, asked)

    def _find(self, type: str, value: str, asked: Asked) -> str:
        # as in MISP, either part of a composite value may be on a list
        composite = "|" in type or type == "malware-sample"
        mask = 0
        for part in value.split("|", 1) if composite else (value,):
            mask |= self._entries.find(part, asked) if part else 0
        return self._first(mask) if mask else ""

    def _first_name(self, mask: int) -> str:
        return min(name for number, name in enumerate(self.names) if mask >> number & 1)


def _joined(numbers: list[tuple[int, str]]) -> Asked:
    return Asked(sum(1 << number for number, _ in numbers), frozenset(kind for _, kind in numbers))
