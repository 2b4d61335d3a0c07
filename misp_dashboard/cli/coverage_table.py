"""How much is located, as a table for people."""

from collections import Counter
from collections.abc import Iterable, Sequence

from misp_dashboard.activity.row import Activity
from misp_dashboard.location.located_type import Of
from misp_dashboard.query.coverage import Coverage, MeansCoverage, TypeCoverage

IP_TYPES = frozenset({"ip-src", "ip-dst", "ip-src|port", "ip-dst|port", "domain|ip"})
"""What a dashboard locates that only looks up the attributes that are addresses."""

BY_TYPE = ("type", "activities", "located", "", "by IP alone", "", "targeted", "")
BY_MEANS = ("means", "of", "precision", "activities")


def told(activities: Iterable[Activity]) -> Coverage:
    """What the store would answer about these activities."""
    total: Counter[str] = Counter()
    located: Counter[str] = Counter()
    targeted: Counter[str] = Counter()
    means: Counter[tuple[str, Of, str]] = Counter()
    for one in activities:
        total[one.type] += 1
        if one.country or one.latitude is not None:
            located[one.type] += 1
            means[one.located_by, "origin", one.precision] += 1
        if one.targets:
            targeted[one.type] += 1
            exactly = "country" if any(len(code) == 2 for code in one.targets) else "region"
            means[one.targeted_by, "target", exactly] += 1
    return Coverage(
        total=total.total(),
        located=located.total(),
        targeted=targeted.total(),
        ip_only=sum(hits for (name, _, _), hits in means.items() if name == "ip"),
        by_means=[
            MeansCoverage(name, of, precision, hits)
            for (name, of, precision), hits in sorted(means.items(), key=lambda m: (-m[1], m))
        ],
        by_type=[
            TypeCoverage(type, count, located[type], targeted[type])
            for type, count in sorted(total.items(), key=lambda t: (-t[1], t))
        ],
    )


def coverage_table(answer: Coverage) -> str:
    """By type, with the sum of all, then by means."""
    rows = [
        (one.type, one.activities, one.located, one.located * (one.type in IP_TYPES), one.targeted)
        for one in answer.by_type
    ]
    shown = [row for row in rows if row[2] or row[4]]
    other = [row for row in rows if row not in shown]
    lines = [_by_type(*row) for row in shown]
    if other:
        lines.append(_by_type(f"{len(other)} other types", sum(row[1] for row in other), 0, 0, 0))
    by_ip = sum(row[3] for row in rows)
    lines.append(_by_type("all", answer.total, answer.located, by_ip, answer.targeted))
    by_type = _aligned([BY_TYPE, *lines], left=1)
    means = [(m.means, m.of, m.precision, f"{m.hits:,}") for m in answer.by_means]
    return f"{by_type}\n\n{_aligned([BY_MEANS, *means], left=3)}" if means else by_type


def _by_type(
    type: str, activities: int, located: int, by_ip: int, targeted: int
) -> tuple[str, ...]:
    cells = [type, f"{activities:,}"]
    for part in (located, by_ip, targeted):
        cells += [f"{part:,}", f"{part / activities:.0%}" if activities else ""]
    return tuple(cells)


def _aligned(rows: Sequence[Sequence[str]], left: int) -> str:
    """Columns as wide as their widest cell, the first `left` ones to the left."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if number < left else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
