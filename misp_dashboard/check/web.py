"""Link `web`: the web address of the instance answers, with a certificate that is trusted."""

import re
from datetime import UTC, datetime, timedelta

from misp_dashboard.check.finding import Finding, failed, ok, skipped, warning
from misp_dashboard.check.subject import Subject
from misp_dashboard.check.web_answer import WebAnswer, WebUnanswered
from misp_dashboard.cli.amount import count_text
from misp_dashboard.config import Instance

SOON = timedelta(days=14)

WHY = re.compile(r"certificate verify failed: ([^(\"]+)")


def check_web(subject: Subject, instance: Instance) -> Finding:
    if not instance.url:
        return skipped("no `url` is configured: nothing can be asked, and no clock compared")
    try:
        answer = subject.web_answer(instance)
    except WebUnanswered as error:
        if error.kind == "certificate":
            return _distrusted(instance, str(error))
        return failed(
            f"{instance.url} cannot be reached: {error}",
            "check `url`, and let connections from this machine through the firewalls in between; "
            "proxies are those of the environment (HTTPS_PROXY, NO_PROXY)",
        )
    if answer.status >= 500:
        return failed(
            f"{instance.url} answers {answer.status}, an error of its own",
            "see the log of MISP and of its web server",
        )
    return _trusted(instance, answer)


def _distrusted(instance: Instance, told: str) -> Finding:
    found = WHY.search(told)
    why = found[1].strip() if found else "it cannot be verified"
    if "expired" in why:
        remedy = "renew the certificate on MISP's web server"
    elif "mismatch" in why or "not valid for" in why:
        remedy = "write `url` with a name that the certificate has, or have one made for this name"
    else:
        remedy = "set `ca_file` to the certificate (PEM) of the authority that signed it"
    return failed(f"the certificate of {instance.url} is not trusted: {why}", remedy)


def _trusted(instance: Instance, answer: WebAnswer) -> Finding:
    told = f"{instance.url} answers"
    if not instance.url.startswith("https:"):
        return ok(f"{told}, without encryption")
    if not instance.verify_tls:
        return ok(f"{told}; its certificate is not looked at (`verify_tls = false`)")
    if answer.certificate_until is None:
        return ok(f"{told}, and its certificate is trusted")
    left = answer.certificate_until - datetime.now(UTC)
    until = f"{answer.certificate_until:%Y-%m-%d}"
    if left < SOON:
        return warning(
            f"the certificate of {instance.url} ends in {count_text(left.days, 'day')}, on {until}",
            "renew the certificate on MISP's web server",
        )
    return ok(f"{told}, and its certificate is trusted until {until}")
