"""What is not asked for is left out of a query, and so are values that it does not name."""

import pytest

from misp_dashboard.access.viewer import LOCAL
from misp_dashboard.query.scope import IN_SCOPE, parameters, scope_from
from misp_dashboard.store.given import asked, given

COUNT = f"SELECT count() {given('org', 'WHERE org = {org:String}')}"


def test_a_part_is_asked_where_its_value_is_given() -> None:
    assert asked(COUNT, {"org": "CIRCL", "more": 1}) == (
        "SELECT count() WHERE org = {org:String}",
        {"org": "CIRCL"},
    )


@pytest.mark.parametrize("empty", ["", [], 0, False])
def test_a_part_is_left_out_where_its_value_is_empty(empty: object) -> None:
    assert asked(COUNT, {"org": empty}) == ("SELECT count() ", {})


def test_a_part_whose_value_nobody_named_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="org"):
        asked(COUNT, {})


def test_what_a_value_contains_is_never_read_as_a_part_of_the_query() -> None:
    value = "/* if org */ OR true /* end */ {since:String}"
    sql, values = asked(COUNT, {"org": value})
    assert value not in sql
    assert values == {"org": value}


def test_a_scope_asks_for_its_own_filters_alone() -> None:
    scope = scope_from({"org": ["CIRCL"], "tag": ["!tlp:*"]}, "24h", "", "")
    sql, values = asked(IN_SCOPE, parameters(scope, LOCAL))
    assert "{org_is:String}" in sql
    assert "{tag_not:String}" in sql
    assert sorted(values) == ["org_is", "sees_all", "since", "tag_not", "until", "viewer_org"]
