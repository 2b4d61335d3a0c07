"""Sets of lists, each kept once: few sets there are, and many entries that are on one of them."""


class ListSets:
    """A set is a bit mask (bit n is list n) and has a small number, which an entry keeps."""

    def __init__(self) -> None:
        self._masks: list[int] = []
        self._numbers: dict[int, int] = {}

    def number(self, mask: int) -> int:
        """The number of a set, the same for the same set."""
        number = self._numbers.setdefault(mask, len(self._masks))
        if number == len(self._masks):
            self._masks.append(mask)
        return number

    def mask(self, number: int) -> int:
        return self._masks[number]
