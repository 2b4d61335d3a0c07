"""Whether logos are shown, and whom they are fetched from."""

from typing import TYPE_CHECKING

from misp_dashboard.cli.access import accesses_of
from misp_dashboard.config import Config

if TYPE_CHECKING:
    from misp_dashboard.source.logo_shelf import Logos


def logos_of(config: Config) -> "Logos | None":
    """None where they are switched off, or no instance has a key."""
    accesses = accesses_of(config)
    if not config.contribution.logos or not accesses:
        return None
    # it loads `requests`, which takes a while
    from misp_dashboard.source.logo_shelf import Logos

    return Logos(accesses)
