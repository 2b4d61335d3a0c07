"""Every topic is explained to the people who run the dashboard."""

from pathlib import Path

import pytest

from misp_dashboard.handler.topics import IGNORED, TOPICS

DOCUMENT = Path(__file__).parents[2] / "docs" / "messages.md"


@pytest.mark.parametrize("topic", sorted([*TOPICS, *IGNORED]))
def test_the_topic_is_in_the_document(topic: str) -> None:
    assert f"| `{topic}` |" in DOCUMENT.read_text()


@pytest.mark.parametrize("reason", sorted(IGNORED.values()))
def test_the_reason_for_ignoring_it_is_there_word_for_word(reason: str) -> None:
    assert reason in DOCUMENT.read_text()
