"""Link `frames`: something comes, and if it is that MISP's publisher lives."""

from datetime import UTC, datetime
from typing import Any

from misp_dashboard.check.finding import Finding, failed, ok, warning
from misp_dashboard.check.running_dashboard import NotAnswered
from misp_dashboard.check.subject import Subject
from misp_dashboard.cli.amount import count_text
from misp_dashboard.config import Instance


def check_frames(subject: Subject, instance: Instance) -> Finding:
    told = _told_by_running(subject, instance)
    if told and told["state"] == "connected" and told["last_frame_at"]:
        age_s = (datetime.now(UTC) - datetime.fromisoformat(told["last_frame_at"])).total_seconds()
        if age_s < subject.heard_within_s:
            return ok(f"the running dashboard heard it {max(0, age_s):.0f} s ago")
    listener = subject.listener
    until_s = listener.began_s + subject.heard_within_s
    state = listener.wait(instance.name, lambda now: now.frames > 0, until_s)
    if not state.frames:
        return failed(
            f"nothing came within {subject.heard_within_s:g} s, not even the misp_json_self that "
            "MISP's publisher sends after 10 s of quiet",
            "see whether mispzmq still works (Administration, Diagnostics, ZeroMQ in MISP) and "
            "restart it there",
        )
    if told and told["state"] not in ("connected", "connecting"):
        return warning(
            f"this test hears it, and the running dashboard does not: {told['reason']}",
            "restart the dashboard: it may have been started with other settings",
        )
    return ok(f"{count_text(state.frames, 'frame')} came: {', '.join(sorted(state.topics))}")


def _told_by_running(subject: Subject, instance: Instance) -> dict[str, Any] | None:
    if subject.running is None:
        return None
    try:
        states = subject.running.json("/api/instances")["instances"]
        return next((one for one in states if one["name"] == instance.name), None)
    except (NotAnswered, LookupError, TypeError):
        return None  # the link `server` tells
