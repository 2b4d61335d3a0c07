"""An error nobody foresaw is logged by its kind and place: its text may quote a message."""

import logging
import traceback
from pathlib import Path


def log_unforeseen(log: logging.Logger, doing: str, error: Exception) -> None:
    """One line of level error; the whole trace, text and all, only for `debug`."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    file = Path(place.filename).name
    log.error("%s: %s in %s, line %s", doing, type(error).__name__, file, place.lineno)
    log.debug("%s", doing, exc_info=error)
