"""Activities come back from the store as they went in, whichever engine serves it."""

from datetime import UTC, datetime

import pytest
from build import activity, uuid

from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.activity.row import COLUMNS
from misp_dashboard.query.activities import activities
from misp_dashboard.query.scope import Scope
from misp_dashboard.store.connect import Store, StoreRefused
from misp_dashboard.store.insert import insert

FULL = activity(
    "full",
    at=datetime(2026, 2, 28, 23, 59, 59, 999000, tzinfo=UTC),
    received_at=datetime(2026, 3, 1, tzinfo=UTC),
    org="Équipe ‘nº 1’",
    org_uuid=uuid("org"),
    org_id=4_000_000_000,
    event_id=7,
    event_uuid=uuid("event"),
    event_info='a "quoted"\n\ttitle \\ with 海莲花',
    threat_level=1,
    analysis=2,
    subject_id=2**63,
    object_name="file",
    object_relation="filename",
    category="Payload delivery",
    type="filename|md5",
    value="<img src=x onerror=alert(1)>|' OR 1=1 --",
    comment="\N{GRINNING FACE}",
    to_ids=True,
    tags=("tlp:red", 'misp-galaxy:country="luxembourg"'),
    sighting_type=2,
    distribution=4,
    sharing_group_id=12,
    country="LU",
    place="Esch",
    latitude=49.49,
    longitude=-5.98,
    precision="city",
    located_by="ip",
    asn=4_200_000_000,
)

WHEN = Scope(since=datetime(2026, 1, 1, tzinfo=UTC), until=datetime(2027, 1, 1, tzinfo=UTC))


def test_the_table_has_the_columns_of_an_activity_in_its_order(store: Store) -> None:
    described = store.ask("DESCRIBE TABLE activity", lambda *column: (column[0], column[2]))
    # what the store computes by itself is no column that is inserted
    assert tuple(name for name, default in described if default != "MATERIALIZED") == COLUMNS


def test_an_activity_comes_back_as_it_went_in(either_store: Store) -> None:
    insert(either_store, [FULL])
    (back,) = activities(either_store, LOCAL, WHEN)
    for column in COLUMNS:
        expected = getattr(FULL, column)
        got = getattr(back, column)
        assert (tuple(got) if isinstance(got, list) else got) == expected, column


def test_what_a_frame_does_not_say_comes_back_as_unknown(either_store: Store) -> None:
    insert(either_store, [activity("plain")])
    (back,) = activities(either_store, LOCAL, WHEN)
    assert back.latitude is None
    assert back.distribution == 255
    assert back.org_uuid == "00000000-0000-0000-0000-000000000000"


def test_nothing_is_no_insert(store: Store) -> None:
    insert(store, [])
    assert store.command("SELECT count() FROM activity") == "0"


def test_a_row_that_does_not_fit_is_refused_whole(store: Store) -> None:
    with pytest.raises(StoreRefused):
        insert(store, [activity("good"), activity("bad", sighting_type=-1)])
    assert store.command("SELECT count() FROM activity") == "0"
