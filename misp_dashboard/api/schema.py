"""The OpenAPI document, made without a running dashboard: `python -m misp_dashboard.api.schema`."""

import sys
from datetime import UTC, datetime
from typing import Any, Never

import msgspec

from misp_dashboard import __version__
from misp_dashboard.api.app import create_app
from misp_dashboard.api.award_watch import AwardWatch
from misp_dashboard.api.rejected_answer import RejectedFrames
from misp_dashboard.api.running import CheckAnswer, Gaps, Health, Instances, Running
from misp_dashboard.config import Config
from misp_dashboard.contribution.rules import rules_of
from misp_dashboard.live.stream import LiveStream
from misp_dashboard.store.connect import Store


def _nothing_runs(*_: Any) -> Never:
    raise NotImplementedError


def openapi_document() -> bytes:
    """As JSON, indented; what `/api/openapi.json` serves."""
    config, store, live = Config(), Store("chdb:///nowhere"), LiveStream()
    running = Running(
        config=config,
        store=store,
        live=live,
        awards=AwardWatch(store, rules_of(config.contribution), live),
        colour=lambda _instance, _tag: "",
        instances=lambda: Instances([], 0, 0, []),
        gaps=lambda _scope: Gaps([], [], []),
        health=lambda: Health(live=True, ready=True, version=__version__, reasons=[]),
        metrics=lambda: b"",
        topics=_nothing_runs,
        resources=_nothing_runs,
        rejected=RejectedFrames(_nothing_runs, _nothing_runs, _nothing_runs, _nothing_runs),
        attribution=list,
        regions={},
        attack=dict,
        check=lambda _links, _instance: CheckAnswer(datetime(1970, 1, 1, tzinfo=UTC), "ok", []),
    )
    document = create_app(running).openapi_schema.to_schema()
    return msgspec.json.format(msgspec.json.encode(document, order="deterministic"), indent=2)


if __name__ == "__main__":
    sys.stdout.write(openapi_document().decode() + "\n")
