"""Link `configuration`: the settings can be read, and make sense together."""

from misp_dashboard.check.finding import Finding, failed, ok, warning
from misp_dashboard.check.subject import Subject
from misp_dashboard.cli.amount import count_text
from misp_dashboard.config import Config, ConfigError
from misp_dashboard.contribution.rules import rules_of
from misp_dashboard.location.own_borders import BordersUnusable, own_borders
from misp_dashboard.location.region import BadRegion, with_own
from misp_dashboard.warninglist.chosen import warninglists_of
from misp_dashboard.warninglist.file import WarninglistUnusable

DOCUMENT = (
    "docs/configuration.md explains every setting, `misp-dashboard config` shows those in force"
)


def check_configuration(subject: Subject) -> Finding:
    loaded = subject.loaded
    where = str(loaded.file) if loaded.file else "from the environment and defaults"
    if not loaded.config.instances:
        return failed(
            f"no MISP instance is configured ({where})",
            "run `misp-dashboard init`, or add [[instances]] with name and zmq",
        )
    if loaded.warnings:
        return warning("; ".join(loaded.warnings), f"mend what it says; {DOCUMENT}")
    if not subject.store and (problem := _unusable(loaded.config)):
        return failed(problem, f"mend the file or the setting; {DOCUMENT}")
    return ok(f"{where}: {count_text(len(loaded.config.instances), 'MISP instance')}")


def _unusable(config: Config) -> str:
    """Why a file that a setting names cannot be used: a start would end with it; "" if all can."""
    try:
        with_own({one.name: one.codes for one in config.regions})
        own_borders(config.page.borders)
        warninglists_of(config)
        rules_of(config.contribution)
    except (BadRegion, BordersUnusable, WarninglistUnusable) as error:
        return str(error).rstrip(".")
    return ""


def wrong_configuration(error: ConfigError) -> Finding:
    """The finding where there is nothing to test further."""
    return failed("; ".join(str(error).splitlines()), f"mend what it names; {DOCUMENT}")
