"""Activities become rows of the table, in one insert."""

from collections.abc import Sequence

import msgspec

from misp_dashboard.activity.row import COLUMNS, Activity
from misp_dashboard.store.connect import Store
from misp_dashboard.store.meaning import know


def insert(store: Store, activities: Sequence[Activity]) -> None:
    """On return the rows are on disk. An empty sequence is no insert.

    A tag stands once in a row, so that counting tags need not look for it twice.
    """
    if not activities:
        return
    rows = [_with_tags_once(one) for one in activities]
    know(
        store,
        places=(
            (one.country, one.place, one.latitude, one.longitude, one.precision)
            for one in rows
            if one.precision
        ),
        tag_sets=(one.tags for one in rows if one.tags),
    )
    store.insert("activity", COLUMNS, rows)


def _with_tags_once(activity: Activity) -> Activity:
    tags = activity.tags
    if len(tags) < 2 or len(set(tags)) == len(tags):
        return activity
    return msgspec.structs.replace(activity, tags=tuple(dict.fromkeys(tags)))
