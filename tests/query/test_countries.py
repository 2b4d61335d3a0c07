"""Which countries activities point to, and whom they target, on stores counted by hand."""

from datetime import UTC, datetime, timedelta

from build import NOW, activity, uuid

from misp_dashboard.access.viewer import LOCAL, Viewer
from misp_dashboard.activity.row import Activity
from misp_dashboard.query.countries import Countries, Country, TargetedRegion, countries
from misp_dashboard.query.countries_over_time import CountrySeries, countries_over_time
from misp_dashboard.query.scope import Scope, scope_from
from misp_dashboard.store.connect import Store
from misp_dashboard.store.insert import insert

DAY = Scope(span=timedelta(days=1))
START = datetime(2026, 3, 1, tzinfo=UTC)
TWO_HOURS = Scope(since=START, until=START + timedelta(hours=2))


def pointing(*codes: str) -> list[Activity]:
    return [activity(f"{n} {code}", country=code) for n, code in enumerate(codes)]


def test_countries_are_ranked_and_ties_are_in_order(either_store: Store) -> None:
    insert(either_store, pointing("LU", "LU", "FR", "BE", ""))
    assert countries(either_store, LOCAL, DAY) == Countries(
        countries=[Country("LU", 2, None), Country("BE", 1, None), Country("FR", 1, None)],
        regions=[],
        located=4,
        total=5,
        previous_located=None,
    )


def test_nothing_is_an_answer_too(store: Store) -> None:
    assert countries(store, LOCAL, DAY) == Countries([], [], 0, 0, None)
    assert countries(store, LOCAL, DAY, of="target", compare=True) == Countries([], [], 0, 0, 0)
    for answer in (
        countries_over_time(store, LOCAL, TWO_HOURS),
        countries_over_time(store, LOCAL, TWO_HOURS, of="target"),
    ):
        assert answer.series == []
        assert answer.totals == [0] * 24


def test_several_targets_count_each_and_the_activity_once(either_store: Store) -> None:
    insert(
        either_store,
        [
            activity("a", targets=("DE", "FR"), country="RU"),
            activity("b", targets=("DE", "150", "DE")),
            activity("c", targets=("150",)),
            activity("d", targets=("042",)),
            activity("e", country="RU"),
        ],
    )
    assert countries(either_store, LOCAL, DAY, of="target") == Countries(
        countries=[Country("DE", 2, None), Country("FR", 1, None)],
        regions=[
            TargetedRegion("150", "Europe", 2, None),
            TargetedRegion("042", "042", 1, None),
        ],
        located=4,
        total=5,
        previous_located=None,
    )
    assert countries(either_store, LOCAL, DAY).located == 2


def test_the_span_before_is_counted_beside(either_store: Store) -> None:
    hours = {"LU": [0, 1, 5, 23], "FR": [6, 7, 11], "BE": [5, 6]}
    rows = [
        activity(f"{country}{hour}", country=country, targets=(country, "150"),
                 at=NOW - timedelta(hours=hour, minutes=5))
        for country, all_hours in hours.items()
        for hour in all_hours
    ]  # fmt: skip
    insert(either_store, rows)
    answer = countries(either_store, LOCAL, Scope(span=timedelta(hours=6)), compare=True)
    assert answer.countries == [Country("LU", 3, 0), Country("BE", 1, 1), Country("FR", 0, 3)]
    assert (answer.located, answer.total, answer.previous_located) == (4, 4, 4)
    targeted = countries(
        either_store, LOCAL, Scope(span=timedelta(hours=6)), of="target", compare=True
    )
    assert targeted.countries == answer.countries
    assert targeted.regions == [TargetedRegion("150", "Europe", 4, 4)]
    assert (targeted.located, targeted.total, targeted.previous_located) == (4, 4, 4)


def test_a_fixed_span_is_compared_with_the_one_that_ended_where_it_begins(store: Store) -> None:
    minutes = (-121, -120, -1, 0, 119, 120)
    insert(
        store,
        [
            activity(f"{minute}", country="LU", at=START + timedelta(minutes=minute))
            for minute in minutes
        ],
    )
    answer = countries(store, LOCAL, TWO_HOURS, compare=True)
    assert answer.countries == [Country("LU", 2, 2)]


def test_a_span_without_anything_before_it_can_be_compared(store: Store) -> None:
    insert(store, pointing("LU"))
    all_time = scope_from({}, "", "1970-01-01", "2200-01-01")
    assert countries(store, LOCAL, all_time, compare=True).countries == [Country("LU", 1, 0)]


def test_instances_are_counted_together_or_apart(store: Store) -> None:
    rows = [activity("same", country="LU", instance=name) for name in ("Here", "There")]
    insert(store, rows)
    assert countries(store, LOCAL, DAY).countries == [Country("LU", 2, None)]
    there = scope_from({"instance": ["There"]}, "24h", "", "")
    assert countries(store, LOCAL, there).countries == [Country("LU", 1, None)]


def test_a_viewer_counts_only_what_misp_would_show(store: Store) -> None:
    own = uuid("own org")
    shown = {"country": "LU", "targets": ("DE",)}
    insert(
        store,
        [
            activity("shared", distribution=1, **shown),
            activity("own", distribution=0, org_uuid=own, **shown),
            activity("theirs", distribution=0, org_uuid=uuid("other org"), **shown),
        ],
    )
    viewer = Viewer(name="analyst", org_uuid=own)
    for of in ("origin", "target"):
        assert countries(store, viewer, DAY, of=of).located == 2
        over_time = countries_over_time(store, viewer, DAY, of=of)
        assert sum(over_time.totals) == 2
    assert countries(store, Viewer(name="stranger"), DAY).located == 1


def test_countries_are_counted_in_their_bucket(either_store: Store) -> None:
    minutes = {"LU": [0, 4, 5, 119], "FR": [5], "BE": [5], "": [6]}
    insert(
        either_store,
        [
            activity(f"{country}{minute}", country=country, at=START + timedelta(minutes=minute))
            for country, all_minutes in minutes.items()
            for minute in all_minutes
        ],
    )
    answer = countries_over_time(either_store, LOCAL, TWO_HOURS)
    assert (answer.since, answer.until, answer.step_s) == (
        START,
        START + timedelta(hours=2),
        300,
    )
    assert answer.series == [
        CountrySeries("LU", [2, 1, *[0] * 21, 1]),
        CountrySeries("BE", [0, 1, *[0] * 22]),
        CountrySeries("FR", [0, 1, *[0] * 22]),
    ]
    assert answer.totals == [2, 3, *[0] * 21, 1]


def test_targets_are_counted_in_their_bucket_and_once_in_its_total(either_store: Store) -> None:
    insert(
        either_store,
        [
            activity("a", targets=("DE", "FR"), at=START),
            activity("b", targets=("DE", "150"), at=START + timedelta(minutes=5)),
            activity("c", targets=("150",), at=START + timedelta(minutes=6)),
            activity("d", country="LU", at=START),
        ],
    )
    answer = countries_over_time(either_store, LOCAL, TWO_HOURS, of="target")
    assert answer.series == [
        CountrySeries("DE", [1, 1, *[0] * 22]),
        CountrySeries("FR", [1, *[0] * 23]),
    ]
    assert answer.totals == [1, 2, *[0] * 22]
