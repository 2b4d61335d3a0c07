"""A GeoIP database is not taken: the reason in a sentence, and what to do about it."""


class GeoipRefused(Exception):
    """The file in force stays as it was."""

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.remedy = remedy
