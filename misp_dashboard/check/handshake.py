"""Link `handshake`: the publisher speaks ZeroMQ, and takes our user name and password."""

from misp_dashboard.check.finding import Finding, failed, ok
from misp_dashboard.check.subject import Subject
from misp_dashboard.config import Instance

HANDSHAKE_S = 12.0
"""The source itself gives up after 10 s."""


def check_handshake(subject: Subject, instance: Instance) -> Finding:
    listener = subject.listener
    state = listener.wait(
        instance.name,
        lambda now: now.state in ("connected", "silent", "refused"),
        listener.began_s + HANDSHAKE_S,
    )
    if state.state in ("connected", "silent"):
        signed_in = f", as {instance.username!r}" if instance.username else ", without a password"
        return ok(f"subscribed at {instance.zmq}{signed_in}")
    # the source's own sentence: what is wrong, then what to do
    reason, _, remedy = state.reason.partition(": ")
    return failed(
        reason or f"{instance.zmq} did not finish the handshake within {HANDSHAKE_S:g} s",
        remedy
        or "see what listens at that port: Plugin.ZeroMQ_port in MISP (50000 unless changed)",
    )
