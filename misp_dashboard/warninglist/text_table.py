"""Texts with the lists each is on, in some twenty bytes a text however long it is."""

from array import array

from misp_dashboard.warninglist.list_set import ListSets


class TextTable:
    """Filled, sealed, then looked up by exact match; the answer is a bit mask: bit n is list n.

    Of a text only Python's 64-bit hash is kept, into which a random key of this process goes:
    among a million texts, one lookup in 10^13 finds a text that is not there.
    """

    def __init__(self) -> None:
        self._hashes, self._set_numbers = array("q"), array("H")
        self._sets = ListSets()
        self._last_slot = 0

    def add(self, text: str, number: int) -> None:
        """The text is on the list of this number."""
        # 0 is an empty slot
        self._hashes.append(hash(text) or 1)
        self._set_numbers.append(self._sets.number(1 << number))

    def seal(self) -> None:
        """Put each hash into the first empty slot from where its last bits say, and join the sets
        of equal texts. At least half of the slots stay empty, so that few are looked at."""
        hashes, set_numbers = self._hashes, self._set_numbers
        size = 1 << (2 * len(hashes)).bit_length()
        self._last_slot = size - 1
        self._hashes, self._set_numbers = array("q", [0]) * size, array("H", [0]) * size
        for hashed, set_number in zip(hashes, set_numbers, strict=True):
            slot = self._slot(hashed)
            if self._hashes[slot]:
                mask = self._sets.mask(set_number) | self._sets.mask(self._set_numbers[slot])
                set_number = self._sets.number(mask)
            self._hashes[slot] = hashed
            self._set_numbers[slot] = set_number

    def _slot(self, hashed: int) -> int:
        """Where the hash is, or else the empty slot where it would be."""
        hashes, last = self._hashes, self._last_slot
        slot = hashed & last
        while (found := hashes[slot]) != hashed and found:
            slot = slot + 1 & last
        return slot

    def find(self, text: str) -> int:
        """The lists that the text is on."""
        slot = self._slot(hash(text) or 1)
        return self._sets.mask(self._set_numbers[slot]) if self._hashes[slot] else 0
