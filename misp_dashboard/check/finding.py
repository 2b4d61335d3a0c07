"""A finding is what the test of one link came to: a verdict, why, and what to do."""

from collections.abc import Sequence
from typing import Literal

import msgspec

Verdict = Literal["ok", "warning", "failed", "skipped"]


class Finding(msgspec.Struct, frozen=True):
    """`reason` and `remedy` are sentences for people; `remedy` is "" where nothing is to be done.
    `stages_ms` says how long each stage took, where there are several."""

    verdict: Verdict
    reason: str
    remedy: str = ""
    stages_ms: dict[str, float] = {}


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """A finding with the link it is about; `instance` is "" for what belongs to none."""

    link: str
    instance: str
    verdict: Verdict
    reason: str
    remedy: str
    took_ms: int
    stages_ms: dict[str, float] = {}


def ok(reason: str) -> Finding:
    return Finding("ok", reason)


def warning(reason: str, remedy: str) -> Finding:
    return Finding("warning", reason, remedy)


def failed(reason: str, remedy: str) -> Finding:
    return Finding("failed", reason, remedy)


def skipped(reason: str) -> Finding:
    return Finding("skipped", reason)


def worst(results: Sequence[Result]) -> Literal["ok", "warning", "failed"]:
    """The verdict on the whole: links that were skipped say nothing against it."""
    verdicts = {result.verdict for result in results}
    return "failed" if "failed" in verdicts else "warning" if "warning" in verdicts else "ok"
