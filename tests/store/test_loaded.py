"""Giving the library's pages back costs nothing but their place in memory."""

import re
from pathlib import Path

import pytest

from misp_dashboard.store.connect import Store
from misp_dashboard.store.loaded import MAPPINGS, give_back

STATUS = Path("/proc/self/status")


def resident_file_pages_kib() -> int:
    found = re.search(r"^RssFile:\s+(\d+) kB$", STATUS.read_text(), re.MULTILINE)
    assert found
    return int(found[1])


@pytest.mark.skipif(not MAPPINGS.exists(), reason="only Linux tells what is resident")
def test_the_store_answers_after_its_library_gave_memory_back(store: Store) -> None:
    before = resident_file_pages_kib()
    assert give_back() > 100 << 20
    assert resident_file_pages_kib() < before
    assert store.command("SELECT sum(number) FROM numbers(1000)") == "499500"
