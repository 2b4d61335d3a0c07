"""Texts with the lists each is on, in ten bytes a text however long it is."""

from array import array
from bisect import bisect_left

from misp_dashboard.warninglist.list_set import ListSets


class TextTable:
    """Filled, sealed, then looked up by exact match; the answer is a bit mask: bit n is list n.

    Of a text only Python's 64-bit hash is kept, into which a random key of this process goes:
    among a million texts, one lookup in 10^13 finds a text that is not there.
    """

    def __init__(self) -> None:
        self._hashes, self._set_numbers = array("q"), array("H")
        self._sets = ListSets()

    def add(self, text: str, number: int) -> None:
        """The text is on the list of this number."""
        self._hashes.append(hash(text))
        self._set_numbers.append(self._sets.number(1 << number))

    def seal(self) -> None:
        """Sort, and join the sets of equal texts."""
        hashes, set_numbers = self._hashes, self._set_numbers
        self._hashes, self._set_numbers = array("q"), array("H")
        for place in sorted(range(len(hashes)), key=hashes.__getitem__):
            mask = self._sets.mask(set_numbers[place])
            if self._hashes and self._hashes[-1] == hashes[place]:
                mask |= self._sets.mask(self._set_numbers.pop())
            else:
                self._hashes.append(hashes[place])
            self._set_numbers.append(self._sets.number(mask))

    def find(self, text: str) -> int:
        """The lists that the text is on."""
        hashed = hash(text)
        place = bisect_left(self._hashes, hashed)
        if place == len(self._hashes) or self._hashes[place] != hashed:
            return 0
        return self._sets.mask(self._set_numbers[place])
