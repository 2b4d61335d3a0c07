"""Activities become rows of the table, in one insert."""

from collections.abc import Sequence

from misp_dashboard.activity.row import COLUMNS, Activity
from misp_dashboard.store.connect import Store


def insert(store: Store, activities: Sequence[Activity]) -> None:
    """On return the rows are on disk. An empty sequence is no insert."""
    if activities:
        store.insert("activity", COLUMNS, activities)
