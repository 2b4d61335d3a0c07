"""Log lines are for people or for programs, and above debug have nothing that messages tell."""

import json
import logging
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from build import attribute_message
from dashboard import Dashboard, send

from misp_dashboard.cli.logs import JsonLine
from misp_dashboard.source.publisher import Publisher
from misp_dashboard.source.unforeseen import log_unforeseen

SECRET = "hush-7d1f"
CONTENT = "confidential.example"

PRINT = """
import logging, sys
from misp_dashboard.cli.logs import set_up_logs
set_up_logs(sys.argv[1], sys.argv[2])
for level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
    logging.getLogger("a.part").log(level, "a line\\nof %d", level)
"""


def printed(level: str, form: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", PRINT, level, form], capture_output=True, text=True, check=True
    )
    assert done.stdout == ""
    return done.stderr.splitlines()


def test_a_program_reads_one_object_a_line_from_the_chosen_level_up() -> None:
    lines = [json.loads(line) for line in printed("warning", "json")]
    assert [line["level"] for line in lines] == ["warning", "error"]
    assert lines[0]["message"] == "a line\nof 30"
    assert lines[0]["logger"] == "a.part"
    assert datetime.fromisoformat(lines[0]["at"]).tzinfo is not None


def test_a_trace_is_part_of_the_object() -> None:
    try:
        raise ValueError("why")
    except ValueError:
        record = logging.LogRecord("a", logging.ERROR, "", 1, "it failed", (), sys.exc_info())
    assert "ValueError: why" in json.loads(JsonLine().format(record))["trace"]


def test_people_read_sentences() -> None:
    assert " INFO    a line" in printed("info", "text")[0]


def test_what_nobody_foresaw_is_logged_without_what_a_message_tells(
    caplog: pytest.LogCaptureFixture,
) -> None:
    log = logging.getLogger("a.part")
    with pytest.raises(ValueError, match=CONTENT) as caught:
        int(CONTENT)
    with caplog.at_level(logging.INFO):
        log_unforeseen(log, "frame 7 of Here", caught.value)
    assert "frame 7 of Here: ValueError in test_logs.py" in caplog.text
    assert CONTENT not in caplog.text
    with caplog.at_level(logging.DEBUG):
        log_unforeseen(log, "frame 7 of Here", caught.value)
    assert CONTENT in caplog.text


def test_a_running_dashboard_logs_neither_secrets_nor_content(tmp_path: Path) -> None:
    with Publisher(password=SECRET) as publisher:
        dashboard = Dashboard(
            tmp_path / "data",
            {"Here": publisher},
            {
                "MISP_DASHBOARD_LOG__FORMAT": "json",
                "MISP_DASHBOARD_LOG__LEVEL": "info",
                "MISP_DASHBOARD_INSTANCES__0__USERNAME": "misp",
                "MISP_DASHBOARD_INSTANCES__0__PASSWORD": SECRET,
            },
        ).start()
        publisher.wait_for_subscriber()
        send(publisher, "misp_json_attribute", attribute_message(CONTENT))
        send(publisher, "misp_json_sighting", {"Sighting": [CONTENT]})
        dashboard.wait_until(lambda: dashboard.ask("instances")["rejected"] == 1)
        dashboard.ask("activities", value=CONTENT)
        assert dashboard.stop() == 0
    lines = [json.loads(line) for line in dashboard.log.read_text().splitlines()]
    assert {"at", "level", "logger", "message"} <= set(lines[0])
    assert any("kept apart" in line["message"] for line in lines)
    assert SECRET not in dashboard.log.read_text()
    assert CONTENT not in dashboard.log.read_text()
