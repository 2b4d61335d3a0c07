"""The store is reached by its URL, its password kept out of what is shown."""

from pathlib import Path

import pytest
from clickhouse_connect.driver.exceptions import ClickHouseError
from clickhouse_gateway import gateway

from misp_dashboard.store.connect import Store, StoreRefused, StoreUnavailable


def test_a_password_reaches_the_server_and_is_not_shown(served_store: Store) -> None:
    store = Store(served_store.dsn, "s/e:c@r e%t")
    assert store.command("SELECT 1") == "1"
    assert "s/e:c@r" not in store.dsn
    client = store.client()
    assert client is store.client()
    store.close()


def test_a_refused_question_is_told_without_its_values(either_store: Store) -> None:
    with pytest.raises(StoreRefused) as caught:
        either_store.command(
            "SELECT nothing FROM activity WHERE value = {value:String}", {"value": "confidential"}
        )
    assert "nothing" in str(caught.value)
    assert "confidential" not in str(caught.value)
    assert isinstance(caught.value.__cause__, ClickHouseError)


@pytest.mark.parametrize("code", [241, 243, 252, 999])
def test_what_may_succeed_later_is_no_refusal(either_store: Store, code: int) -> None:
    """Memory, disk, too many parts, keeper: frames must wait, not be kept apart."""
    sql = (
        f"SELECT throwIf(1, 'full', toInt16({code})) "
        "SETTINGS allow_custom_error_code_in_throwif = 1"
    )
    with pytest.raises(StoreUnavailable, match="cannot do it now|is full"):
        either_store.command(sql)


def test_a_server_that_is_away_is_told_without_the_question(tmp_path: Path) -> None:
    """Also in the same words each time, so that it is logged once."""
    with gateway(tmp_path) as dsn:
        store = Store(dsn)
        assert store.command("SELECT 1") == "1"
    told = set()
    for value in ("confidential", "secret"):
        with pytest.raises(StoreUnavailable) as caught:
            store.command("SELECT {value:String}", {"value": value})
        told.add(str(caught.value))
    store.close()
    remedy = "Is the server up, and the URL right?"
    assert told == {f"the store {dsn} does not answer: connection refused. {remedy}"}
