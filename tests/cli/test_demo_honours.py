"""The demo's honours are ones that can be given, in its past, to organisations that are in it."""

from datetime import UTC, datetime, timedelta

from misp_dashboard.cli.demo_honours import GIVEN, honour_frames
from misp_dashboard.contribution.badges import HONOURS
from misp_dashboard.ingest.honour import honour_of
from misp_dashboard.source.invented.community import Community

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_only_those_of_its_days_are_given() -> None:
    assert len(honour_frames(NOW, 30)) == len(GIVEN)
    (latest,) = honour_frames(NOW, 2)
    honour = honour_of(latest)
    assert (honour.org, honour.honour, honour.given) == ("Aurora ISAC", "upvoted", True)
    assert honour.at == NOW - timedelta(hours=29)


def test_they_can_be_given_and_to_whom_is_there() -> None:
    assert {one.honour for one in GIVEN} <= set(HONOURS)
    for seed in (1, 7):
        told = b"".join(frame.body for frame in Community(seed, NOW).history(1))
        for one in GIVEN:
            assert f'"{one.org}"'.encode() in told, (seed, one.org)
