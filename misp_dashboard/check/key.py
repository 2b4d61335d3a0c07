"""Link `key`: MISP takes the key, and lets its user see what is to be fetched."""

from typing import Any

from misp_dashboard.check.finding import Finding, failed, ok, skipped, warning
from misp_dashboard.check.subject import Subject
from misp_dashboard.config import Instance
from misp_dashboard.source.history.rest import Unanswered

NO_KEY = "no `api_key` is configured: what was missed cannot be fetched, nor settings be read"


def check_key(subject: Subject, instance: Instance) -> Finding:
    rest = subject.rest(instance)
    if rest is None:
        return skipped(NO_KEY)
    try:
        me = rest.list("its user", lambda misp: one(misp.get_user("me")), attempts=1)[0]
    except Unanswered as error:
        reason, _, _ = str(error).partition(": see ")
        return failed(
            reason,
            "have a key made in MISP (the user's profile, Auth keys), whose allowed addresses have "
            "this machine's, and set it as `api_key`; see also that `url` is that of MISP",
        )
    user, role = me.get("User") or {}, me.get("Role") or {}
    told = f"valid, of a user with the role {role.get('name', 'unknown')!r}"
    if user.get("disabled"):
        return failed(f"{told} who is disabled", "enable the user in MISP, or use another's key")
    if role.get("perm_auth") is False:
        return warning(
            f"{told}, which may not use keys",
            "give the role the permission `perm_auth` in MISP, or the user another role",
        )
    if not (role.get("perm_site_admin") or role.get("perm_audit")):
        told += "; it may not read the log (`perm_audit`): logins that were missed stay unknown"
    return ok(told)


def one(answer: Any) -> Any:
    """As the list of one that is expected; an error as it is."""
    return answer if isinstance(answer, dict) and "errors" in answer else [answer]
