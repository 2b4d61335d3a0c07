"""A failure is told in one plain sentence, with what to do about it."""

import click


class Failure(click.ClickException):
    """Ends the command: the sentence and the remedy go to standard error, without a traceback."""

    exit_code = 1

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.remedy = remedy


class WrongConfig(Failure):
    """The configuration is wrong, or is missing something that the command needs."""

    exit_code = 2
