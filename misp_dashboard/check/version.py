"""Link `version`: the instance's MISP is one whose messages are known."""

import re

from misp_dashboard.check.finding import Finding, ok, skipped, warning
from misp_dashboard.check.key import NO_KEY, one
from misp_dashboard.check.subject import Subject
from misp_dashboard.config import Instance
from misp_dashboard.source.history.rest import Unanswered

KNOWN = ((2, 4), (2, 5))


def check_version(subject: Subject, instance: Instance) -> Finding:
    rest = subject.rest(instance)
    if rest is None:
        return skipped(NO_KEY)
    try:
        told = rest.list("its version", lambda misp: one(misp.misp_instance_version), attempts=1)
    except Unanswered as error:
        return warning(str(error), "see the log of MISP")
    version = str(told[0].get("version", ""))
    numbers = tuple(int(part) for part in re.findall(r"\d+", version)[:2])
    if numbers in KNOWN:
        return ok(f"MISP {version}")
    return warning(
        f"MISP {version or 'does not say which version it is'}: 2.4 and 2.5 are known",
        "look at `misp-dashboard rejected list` for what is not understood, and for an upgrade",
    )
