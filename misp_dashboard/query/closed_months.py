"""What lies in months that are over is asked once, and again only when they changed."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from misp_dashboard.query.countries import EARLIEST
from misp_dashboard.query.month import month_of
from misp_dashboard.store.connect import Store

Row = TypeVar("Row")

REMEMBERED = 32
"""Answers of one store, with a row for each organisation: some 20 MB with 2,000 of them."""

FINGERPRINT = """
SELECT if(count() = 0, '', toString(cityHash64(groupArrayIf((name, hash_of_all_files), is_closed))))
FROM (
    SELECT name, hash_of_all_files, right(partition, 6) < {month:String} AS is_closed
    FROM system.parts
    WHERE active AND database = currentDatabase() AND table = 'activity'
    ORDER BY name
)
"""
"""A table lies in parts that never change: what is added, completed or forgotten makes others, in
the month it belongs to (0001_activity.sql). "" where this server has no part of the table."""


class _Remembered:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.answers: OrderedDict[str, tuple[str, list[Any]]] = OrderedDict()


_remembered: WeakKeyDictionary[Store, _Remembered] = WeakKeyDictionary()


def by_closed_months(
    store: Store,
    sql: str,
    row: Callable[..., Row],
    values: Callable[[datetime, datetime], dict[str, Any]],
    until: datetime,
) -> tuple[list[Row], list[Row]]:
    """The answers for all months but the last one before `until`, and for that one. The caller adds
    them up; `values` are those of a span."""
    month = month_of("", until - timedelta(microseconds=1))
    closed = _closed(store, sql, row, values(EARLIEST, month.since), f"{month.since:%Y%m}")
    return closed, store.ask(sql, row, values(month.since, until))


def _closed(
    store: Store, sql: str, row: Callable[..., Row], values: dict[str, Any], month: str
) -> list[Row]:
    # asked before the rows: those may be newer than it says, never older
    fingerprint = store.ask(FINGERPRINT, str, {"month": month})[0]
    key = f"{sql}{sorted(values.items())}"
    kept = _remembered.setdefault(store, _Remembered())
    with kept.lock:
        known = kept.answers.get(key)
        if known and fingerprint and known[0] == fingerprint:
            kept.answers.move_to_end(key)
            return known[1]
    rows = store.ask(sql, row, values)
    with kept.lock:
        kept.answers[key] = (fingerprint, rows)
        kept.answers.move_to_end(key)
        while len(kept.answers) > REMEMBERED:
            kept.answers.popitem(last=False)
    return rows
