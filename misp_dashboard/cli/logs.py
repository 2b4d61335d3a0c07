"""Log lines on standard error: sentences for people, or one JSON object a line for programs."""

import logging
import sys
from datetime import UTC, datetime

import msgspec


class JsonLine(logging.Formatter):
    """`{"at", "level", "logger", "message"}` and `"trace"` where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return msgspec.json.encode(line).decode()


def set_up_logs(level: str, format: str) -> None:
    """`level` and `format` as in the configuration's `[log]`."""
    handler = logging.StreamHandler(sys.stderr)
    if format == "json":
        handler.setFormatter(JsonLine())
    else:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)-7s %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for chatty in ("uvicorn", "uvicorn.error", "clickhouse_connect", "litestar"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))
    # These quote a whole question, values and all, whenever a store server does not answer, which
    # is logged in our own words.
    for quoting in ("urllib3.connectionpool", "clickhouse_connect.driver"):
        logging.getLogger(quoting).setLevel(max(logging.ERROR, root.level))
