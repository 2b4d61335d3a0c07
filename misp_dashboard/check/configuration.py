"""Link `configuration`: the settings can be read, and make sense together."""

from misp_dashboard.check.finding import Finding, failed, ok, warning
from misp_dashboard.check.subject import Subject
from misp_dashboard.cli.amount import count_text
from misp_dashboard.config import ConfigError

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
    return ok(f"{where}: {count_text(len(loaded.config.instances), 'MISP instance')}")


def wrong_configuration(error: ConfigError) -> Finding:
    """The finding where there is nothing to test further."""
    return failed("; ".join(str(error).splitlines()), f"mend what it names; {DOCUMENT}")
