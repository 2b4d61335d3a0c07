"""What a URL asks for that makes no sense."""


class BadFilter(ValueError):
    """The field, what is wrong with it, and what to write instead."""

    def __init__(self, field: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.field = field
        self.remedy = remedy
