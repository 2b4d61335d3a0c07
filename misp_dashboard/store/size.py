"""How much the store holds on its disk."""

from typing import NamedTuple

from misp_dashboard.store.connect import Store

SIZE = """
SELECT sum(rows), sum(bytes_on_disk) FROM system.parts
WHERE active AND database = currentDatabase()
"""


class StoreSize(NamedTuple):
    """All tables of ours together."""

    rows: int
    bytes: int


def size_of(store: Store) -> StoreSize:
    return store.ask(SIZE, StoreSize)[0]
