"""Event files of another MISP come without its numbers; uuids tell what is what."""

import json
from pathlib import Path

from misp_dashboard.source.replayable import read_any

EVENT = {
    "Event": {
        "id": "7",
        "orgc_id": "3",
        "uuid": "u",
        "info": "id 7",
        "Orgc": {"id": "3", "name": "Acme", "uuid": "o"},
        "Attribute": [{"id": "100", "event_id": "7", "value": "id", "Tag": [{"id": "1"}]}],
    }
}


def body(path: Path, its_own: bool) -> object:
    (frame,) = read_any(path, "Here", its_own=its_own)
    return json.loads(frame.body)


def test_another_misps_numbers_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "event.json"
    path.write_text(json.dumps(EVENT))
    assert body(path, its_own=False) == {
        "Event": {
            "uuid": "u",
            "info": "id 7",
            "Orgc": {"name": "Acme", "uuid": "o"},
            "Attribute": [{"value": "id", "Tag": [{}]}],
        }
    }


def test_its_own_keep_them(tmp_path: Path) -> None:
    path = tmp_path / "event.json"
    path.write_text(json.dumps(EVENT))
    assert body(path, its_own=True) == EVENT
