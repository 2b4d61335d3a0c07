"""The stores, journals and whole dashboards that tests use: all real, all on this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from clickhouse_gateway import gateway

from misp_dashboard.store.connect import Store
from misp_dashboard.store.migrate import migrate

TABLES = ("activity", "event", "organisation", "tag", "honour")

SHARED = Path(__file__).parents[1].parent / "shared" / "data"


@pytest.fixture(scope="session")
def embedded_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """chDB in this process: it can open one folder only, so all tests share it."""
    store = Store(f"chdb://{tmp_path_factory.mktemp('store')}")
    migrate(store)
    yield store
    store.close()


@pytest.fixture(scope="session")
def served_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The same engine in another process, over ClickHouse's HTTP protocol."""
    with gateway(tmp_path_factory.mktemp("served")) as dsn:
        store = Store(dsn)
        migrate(store)
        yield store
        store.close()


@pytest.fixture
def store(embedded_store: Store) -> Store:
    """An empty embedded store."""
    return emptied(embedded_store)


@pytest.fixture(params=["embedded", "served"])
def either_store(request: pytest.FixtureRequest) -> Store:
    """An empty store of each kind in turn: one code path serves both."""
    store: Store = request.getfixturevalue(f"{request.param}_store")
    return emptied(store)


def emptied(store: Store) -> Store:
    for table in TABLES:
        store.command(f"TRUNCATE TABLE {table}")
    return store


@pytest.fixture(scope="session")
def captured() -> Path:
    """What a real MISP sent; it lies beside the checkout where it is there at all."""
    if not SHARED.is_dir():
        pytest.skip("the frames captured from a real MISP are not beside this checkout")
    return SHARED
