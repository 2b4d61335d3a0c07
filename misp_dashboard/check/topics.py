"""Link `topics`: MISP is set to send what the dashboard shows."""

from collections.abc import Mapping
from typing import Any

from prometheus_client.parser import text_string_to_metric_families

from misp_dashboard.check.finding import Finding, failed, ok, skipped, warning
from misp_dashboard.check.key import NO_KEY
from misp_dashboard.check.running_dashboard import NotAnswered
from misp_dashboard.check.subject import Subject
from misp_dashboard.config import Instance
from misp_dashboard.source.history.rest import Unanswered

ENABLED = "Plugin.ZeroMQ_enable"
ALIVE = "misp_json_self"
RECEIVED = "misp_dashboard_frames_received_total"

NOTIFICATIONS: dict[str, str] = {
    "Plugin.ZeroMQ_event_notifications_enable": "new and changed events",
    "Plugin.ZeroMQ_attribute_notifications_enable": "attributes before their event is published",
    "Plugin.ZeroMQ_object_notifications_enable": "objects before their event is published",
    "Plugin.ZeroMQ_object_reference_notifications_enable": "references between objects",
    "Plugin.ZeroMQ_sighting_notifications_enable": "sightings",
    "Plugin.ZeroMQ_tag_notifications_enable": "tags that are attached and detached",
    "Plugin.ZeroMQ_user_notifications_enable": "logins and accounts",
    "Plugin.ZeroMQ_organisation_notifications_enable": "new organisations",
}
"""MISP's settings, and what is not heard where one is off."""

OPTIONAL: dict[str, str] = {
    "Plugin.ZeroMQ_audit_notifications_enable": "failed sign-ins and proposals",
}
"""Not everyone wants these: MISP's audit frames carry keys of its users in clear."""


def check_topics(subject: Subject, instance: Instance) -> Finding:
    seen = _seen(subject, instance)
    told = f"seen: {', '.join(sorted(seen))}" if seen else "no topic was seen yet"
    rest = subject.rest(instance)
    if rest is None:
        return ok(f"{told}; {NO_KEY}") if seen - {ALIVE} else skipped(f"{told}; {NO_KEY}")
    try:
        answer = rest.list("its settings", lambda misp: _settings(misp.server_settings()), 1)
    except Unanswered as error:
        if error.kind == "refused":
            return skipped(f"{told}; only a site administrator's key may read MISP's settings")
        return warning(str(error), "see the log of MISP")
    settings = {str(one.get("setting")): one.get("value") for one in answer}
    return _compared(settings, told)


def _compared(settings: Mapping[str, Any], told: str) -> Finding:
    if ENABLED in settings and not _is_on(settings[ENABLED]):
        return failed(f"ZeroMQ is off in MISP ({ENABLED})", f"set {ENABLED} to true in MISP")
    off = [name for name in NOTIFICATIONS if not _is_on(settings.get(name))]
    if off:
        return warning(
            f"MISP does not send {', '.join(NOTIFICATIONS[name] for name in off)}; {told}",
            f"set to true in MISP (Administration, Server Settings, Plugin): {', '.join(off)}",
        )
    also = [what for name, what in OPTIONAL.items() if not _is_on(settings.get(name))]
    without = f"; without {', '.join(also)} ({', '.join(OPTIONAL)} is off)" if also else ""
    return ok(f"MISP sends everything that is shown{without}; {told}")


def _is_on(value: Any) -> bool:
    return str(value).lower() in ("true", "1")


def _settings(answer: Any) -> Any:
    return answer.get("finalSettings", answer) if isinstance(answer, dict) else answer


def _seen(subject: Subject, instance: Instance) -> set[str]:
    """The topics that the running dashboard, or this test, has heard of the instance."""
    seen = set(subject.listener.state(instance.name).topics)
    if subject.running:
        try:
            text = subject.running.text("/metrics")
        except NotAnswered:
            return seen  # the link `server` tells
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                if sample.name == RECEIVED and sample.labels.get("instance") == instance.name:
                    seen.add(sample.labels["topic"])
    return seen
