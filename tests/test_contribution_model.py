"""Volume alone does not win: an invented community, small and quick, ranked by both models."""

import pytest

from benchmarks.contribution_community import Community
from benchmarks.contribution_model import fill, standings, table, wrong
from misp_dashboard.contribution.quality import Quality
from misp_dashboard.store.connect import Store

SCALE = 0.1
"""How much adversaries do, of what they do in the benchmark."""


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_who_adds_no_value_does_not_rank_high_and_care_beats_volume(
    store: Store, seed: int
) -> None:
    community = Community(seed, SCALE)
    fill(store, community)
    found = standings(store, community, Quality())
    assert wrong(found) == []
    assert len(found) == len(community.roles) == len({one.quality_place for one in found})
    by_org = {one.org: one for one in found}
    # what the model is for: by counts alone these are far above everybody careful and small
    careful = min(one.classic_place for one in found if one.role == "small careful")
    for adversary in ("bulk dumper", "blind sighter", "edit-looper", "self-sighter"):
        assert by_org[adversary].classic_place < careful


def test_the_same_seed_is_the_same_community() -> None:
    first, again = (Community(1, SCALE).rows for _ in range(2))
    assert first == again


def test_what_ought_not_to_be_is_said(store: Store) -> None:
    """With a model that counts values alone, the benchmark fails and says why."""
    community = Community(1, SCALE)
    fill(store, community)
    only_volume = Quality(
        value=100, event_values=100_000, unproven_percent=100, warninglist=0, false_positive=0,
        confirmed=0, timely=0, sighting=0,
    )  # fmt: skip
    found = standings(store, community, only_volume)
    said = "\n".join(wrong(found))
    assert "bulk dumper adds no value and is " in said
    assert "below a large careless one" in said
    assert sum(line.startswith("| bulk dumper |") for line in table([found])) == 1
