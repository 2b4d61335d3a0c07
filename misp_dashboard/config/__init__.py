"""The configuration: typed settings from a TOML file and the environment."""

from misp_dashboard.config.contribution import Contribution
from misp_dashboard.config.load import Loaded, load, load_with_origins
from misp_dashboard.config.problem import ConfigError, Problem
from misp_dashboard.config.secret import Secret
from misp_dashboard.config.settings import (
    Access,
    Config,
    History,
    Instance,
    Journal,
    Location,
    Log,
    OwnRegion,
    Page,
    Server,
    Store,
    Warninglist,
)

__all__ = [
    "Access",
    "Config",
    "ConfigError",
    "History",
    "Contribution",
    "Instance",
    "Journal",
    "Loaded",
    "Location",
    "Log",
    "OwnRegion",
    "Page",
    "Problem",
    "Secret",
    "Server",
    "Store",
    "Warninglist",
    "load",
    "load_with_origins",
]
