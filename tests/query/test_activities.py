"""The log is read newest first, a page at a time, without holes or repetitions."""

from datetime import timedelta

import pytest
from build import NOW, activity

from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.query.activities import Cursor, activities, cursor_from, next_cursor
from misp_dashboard.query.filter import BadFilter
from misp_dashboard.query.scope import Scope
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

DAY = Scope(span=timedelta(days=1))


def test_pages_follow_each_other_even_where_many_share_a_moment(either_store: Store) -> None:
    rows = [activity(str(number), at=NOW - timedelta(seconds=number // 7)) for number in range(25)]
    insert(either_store, rows)
    read, before = [], None
    while page := activities(either_store, LOCAL, DAY, before=before, limit=4):
        read += page
        before = next_cursor(page, 4)
        if before is None:
            break
    assert [one.id for one in read] == [
        one.id for one in sorted(rows, key=lambda one: (one.at, one.id), reverse=True)
    ]


def test_the_page_after_the_last_is_not_named() -> None:
    assert next_cursor([activity("a")], 2) is None
    assert next_cursor([], 2) is None


def test_a_cursor_reads_as_it_was_written() -> None:
    cursor = Cursor(1_700_000_000_123, 2**64 - 1)
    assert cursor_from(str(cursor)) == cursor
    assert cursor_from("") is None


@pytest.mark.parametrize("text", ["x", "1-", "1-0", "-1", "1-zz", f"{10**30}-1", f"1-{2**64:x}"])
def test_what_no_page_answered_is_no_cursor(text: str) -> None:
    with pytest.raises(BadFilter):
        cursor_from(text)


def test_only_located_ones_when_asked(store: Store) -> None:
    insert(store, [activity("a", country="LU"), activity("b")])
    assert [one.value for one in activities(store, LOCAL, DAY, located=True)] == ["a"]
