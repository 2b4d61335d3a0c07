"""From a frame to the store and the page: a value on a warning list keeps the list's name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from build import attribute_message, frame

from misp_dashboard.activity.row import Activity
from misp_dashboard.cli.failure import Failure
from misp_dashboard.cli.serve import started_or_explained
from misp_dashboard.config import Config, Warninglist
from misp_dashboard.directory.directory import Directory
from misp_dashboard.ingest.pipeline import Ingest
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.live.stream import Batch, LiveStream
from misp_dashboard.location.locate import Locator
from misp_dashboard.store.connect import Store
from misp_dashboard.warninglist.chosen import warninglists_of
from misp_dashboard.warninglist.mark import Warninglists

PRIVATE = "List of RFC 1918 CIDR blocks"


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[SqliteJournal]:
    journal = SqliteJournal(tmp_path / "journal.sqlite3")
    yield journal
    journal.close()


@pytest.fixture
def locator() -> Iterator[Locator]:
    locator = Locator()
    yield locator
    locator.close()


async def test_a_value_keeps_the_name_of_its_list_in_the_store_and_live(
    store: Store, journal: SqliteJournal, locator: Locator, usual: Warninglists
) -> None:
    live = LiveStream()
    ingest = Ingest(journal, store, Directory(store), locator, live, usual)
    position = live.position
    for value in ("10.1.2.3", "158.64.1.25"):
        journal.append([frame("misp_json_attribute", attribute_message(value, type="ip-dst"))])
    ingest.drain()
    stored = store.ask("SELECT value, warninglist FROM activity ORDER BY value", lambda *row: row)
    assert stored == [("10.1.2.3", PRIVATE), ("158.64.1.25", "")]
    batch = await anext(live.follow(position, _everything, 1))
    assert isinstance(batch, Batch)
    assert [entry.activity.warninglist for entry in batch.entries] == [PRIVATE, ""]


def test_what_is_stored_keeps_its_list_when_the_lists_change(
    store: Store, journal: SqliteJournal, locator: Locator, usual: Warninglists
) -> None:
    told = [frame("misp_json_attribute", attribute_message("10.1.2.3", type="ip-dst"))]
    for lists in (usual, Warninglists()):
        journal.append(told)
        Ingest(journal, store, Directory(store), locator, LiveStream(), lists).drain()
    assert store.command("SELECT warninglist FROM activity") == PRIVATE


def test_a_broken_list_ends_the_command_with_a_sentence(folder: Path) -> None:
    (folder / "broken.json").write_text("{")
    config = Config(warninglist=Warninglist(folder=str(folder)))
    with pytest.raises(Failure, match=r"The warning list .*broken\.json"), started_or_explained():
        warninglists_of(config)


def _everything(_: Activity) -> bool:
    return True
