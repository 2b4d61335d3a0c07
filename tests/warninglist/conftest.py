"""The bundled lists, and lists of one's own in a folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from misp_dashboard.warninglist.chosen import chosen_lists
from misp_dashboard.warninglist.mark import Warninglists

Own = Callable[..., Warninglists]


@pytest.fixture(scope="session")
def usual() -> Warninglists:
    """The lists that are used when nothing is set."""
    return Warninglists(chosen_lists("default"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "lists"
    own.mkdir()
    return own


@pytest.fixture
def own(folder: Path) -> Own:
    """Nothing but one list of one's own, with these entries."""

    def own(kind: str, *entries: str, **fields: Any) -> Warninglists:
        content = {"name": "Ours", "type": kind, "list": entries, **fields}
        (folder / "ours.json").write_bytes(msgspec.json.encode(content))
        return Warninglists(chosen_lists("", folder))

    return own
