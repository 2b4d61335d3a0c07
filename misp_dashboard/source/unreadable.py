"""A file that cannot be read says where in it, and why."""

import json
from pathlib import Path


class UnreadableFile(ValueError):
    """`line` counts from 1; 0 when the file as a whole is meant."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        where = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{where}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem


def line_of_json_error(content: bytes) -> int:
    """The line at which a JSON text goes wrong; 0 when Python's parser finds it in order."""
    try:
        json.loads(content)
    except json.JSONDecodeError as error:
        return error.lineno
    except (ValueError, RecursionError):
        return 0
    return 0
