"""An activity gains the name of the warning list that its value is on."""

from collections.abc import Iterable
from functools import cache

import msgspec

from misp_dashboard.activity.row import Activity
from misp_dashboard.warninglist.entries import Entries
from misp_dashboard.warninglist.file import WarningList


class Warninglists:
    """Lists ready to be asked; threads may share them. `names` are those of the lists in use."""

    def __init__(self, lists: Iterable[WarningList] = ()) -> None:
        self._entries = Entries()
        self.names: list[str] = []
        of_any_type: dict[int, str] = {}
        of_type: dict[str, dict[int, str]] = {}
        for number, one in enumerate(lists):
            self._entries.add(one, number)
            self.names.append(one.name)
            for type in one.of_types:
                of_type.setdefault(type, {})[number] = one.kind
            if not one.of_types:
                of_any_type[number] = one.kind
        self._entries.seal()
        asked = self._entries.asked
        self._of_type = {type: asked(found | of_any_type) for type, found in of_type.items()}
        self._otherwise = asked(of_any_type) if of_any_type else None
        self._first = cache(self._first_name)

    def mark(self, activity: Activity) -> Activity:
        """The activity with the list's name, or the very same one when its value is on none."""
        name = self.warninglist_of(activity)
        return msgspec.structs.replace(activity, warninglist=name) if name else activity

    def warninglist_of(self, activity: Activity) -> str:
        """The list that the value is on, of several the first by name; "" for none.

        No value raises.
        """
        type, value = activity.type, activity.value
        asked = self._of_type.get(type, self._otherwise)
        if asked is None or not value:
            return ""
        if "|" in type or type == "malware-sample":
            # as in MISP, either part of a composite value may be on a list
            mask = 0
            for part in value.split("|", 1):
                mask |= self._entries.find(part, asked)
        else:
            mask = self._entries.find(value, asked)
        return self._first(mask) if mask else ""

    def _first_name(self, mask: int) -> str:
        return min(name for number, name in enumerate(self.names) if mask >> number & 1)
