"""Link `clock`: the instance's clock and ours tell the same time."""

from misp_dashboard.check.finding import Finding, failed, ok, skipped, warning
from misp_dashboard.check.subject import Subject
from misp_dashboard.check.web_answer import WebUnanswered
from misp_dashboard.config import Instance

SMALL_S = 10.0
"""More than a second is the fault of a clock: the answer's own is rounded to one."""
REMEDY = "let both machines keep their time over NTP (`timedatectl` says whether they do)"


def check_clock(subject: Subject, instance: Instance) -> Finding:
    if not instance.url:
        return skipped("no `url` is configured: MISP cannot be asked for its time")
    try:
        answer = subject.web_answer(instance)
    except WebUnanswered:
        return skipped("MISP cannot be asked for its time")
    if answer.clock_at is None:
        return skipped("MISP's web server does not say what time it has")
    difference_s = (answer.clock_at - answer.asked_at).total_seconds()
    ahead = "ahead of" if difference_s > 0 else "behind"
    told = f"MISP's clock is {abs(difference_s):,.0f} s {ahead} ours"
    overlap_s = subject.config.history.overlap_minutes * 60
    if abs(difference_s) > max(overlap_s, SMALL_S):
        return failed(
            f"{told}: more than history.overlap_minutes, so what happens is shown late or early",
            REMEDY,
        )
    return warning(told, REMEDY) if abs(difference_s) > SMALL_S else ok(told)
