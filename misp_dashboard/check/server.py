"""Link `server`: the dashboard runs, answers, and is of this version."""

from misp_dashboard import __version__
from misp_dashboard.check.finding import Finding, failed, ok, skipped, warning
from misp_dashboard.check.running_dashboard import NotAnswered
from misp_dashboard.check.subject import Subject
from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.serve import listen_on

NOT_RUNNING = "no dashboard runs on this data folder: start it with `misp-dashboard run`"


def check_server(subject: Subject) -> Finding:
    if subject.running is None:
        return _could_start(subject)
    try:
        health = subject.running.json("/api/health")
        version, is_ready, reasons = health["version"], health["ready"], health["reasons"]
    except (NotAnswered, LookupError, TypeError) as error:
        return failed(
            f"a dashboard works on {subject.config.data_dir}, but: {error}",
            "ask with the configuration that it was started with (server.host, server.port); if it "
            "hangs, see its log and restart it",
        )
    if not is_ready:
        return failed(
            f"{subject.running.url} answers that it is not well: {'; '.join(reasons)}",
            "see `store` and `disk` above, and its log; it goes on by itself when that is mended",
        )
    if version != __version__:
        return warning(
            f"{subject.running.url} is version {version}, and this command {__version__}",
            "restart the dashboard, so that it is the version that is installed",
        )
    return ok(f"{subject.running.url} answers, version {version}")


def _could_start(subject: Subject) -> Finding:
    """Whether the address is free."""
    try:
        listen_on(subject.config.server).close()
    except Failure as failure:
        return failed(f"no dashboard runs, and {failure.message.rstrip('.')}", failure.remedy)
    return skipped(NOT_RUNNING)
