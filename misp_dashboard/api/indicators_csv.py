"""GET /api/indicators.csv: the located indicators as a table that a spreadsheet opens safely."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.response import Stream

from misp_dashboard.access.viewer import Viewer
from misp_dashboard.api.countries import OF
from misp_dashboard.api.indicators import ORDER, SORT
from misp_dashboard.api.running import Running
from misp_dashboard.query.indicator_order import Order, Sort
from misp_dashboard.query.indicators import MOST_EXPORTED, Indicator, indicators
from misp_dashboard.query.of import Of
from misp_dashboard.query.scope import Scope

COLUMNS: tuple[str, ...] = Indicator.__struct_fields__

MARK = "\ufeff"
"""It makes spreadsheets read the file as UTF-8."""

LINES_AT_ONCE = 500

TOTAL = "X-Total-Count"


@get(
    "/indicators.csv",
    operation_id="indicatorsCsv",
    summary="Located indicators as CSV, at most 10,000",
    description=f"`{TOTAL}` says how many there are. Cells that a spreadsheet would run as a "
    "formula begin with an apostrophe.",
    media_type="text/csv",
    sync_to_thread=True,
)
def get_indicators_csv(
    running: NamedDependency[Running],
    viewer: NamedDependency[Viewer],
    within: NamedDependency[Scope],
    of: Annotated[Of, OF] = "origin",
    sort: Annotated[Sort, SORT] = "hits",
    order: Annotated[Order, ORDER] = "desc",
) -> Stream:
    found = indicators(
        running.store, viewer, within, of=of, sort=sort, order=order, limit=MOST_EXPORTED
    )
    return Stream(
        _lines(found.indicators),
        media_type="text/csv; charset=utf-8",
        headers={TOTAL: str(found.total), "Content-Disposition": attachment("csv")},
    )


def attachment(ending: str) -> str:
    """Content-Disposition of a download, its moment in the name."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    return f'attachment; filename="indicators-{stamp}.{ending}"'


def _lines(indicators: Sequence[Indicator]) -> Iterator[str]:
    yield MARK + csv_line(COLUMNS)
    for start in range(0, len(indicators), LINES_AT_ONCE):
        part = indicators[start : start + LINES_AT_ONCE]
        yield "".join(csv_line([getattr(one, name) for name in COLUMNS]) for one in part)


def csv_line(cells: Sequence[object]) -> str:
    """A line of RFC 4180; a list is one cell."""
    return ",".join(map(_cell, cells)) + "\r\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    text = "; ".join(value) if isinstance(value, list) else str(value)
    # spreadsheets run text that begins like a formula, and these values come from attackers
    if text.startswith(("=", "+", "-", "@", "\t", "\r")):
        text = f"'{text}"
    if any(character in text for character in '",\r\n'):
        text = '"' + text.replace('"', '""') + '"'
    return text
