"""A logo is asked for once a day, one that there is not once an hour, and not too many are kept."""

import threading
from collections.abc import Iterator

import pytest
from source.misp_stand_in import KEY, StandIn, status
from source.pictures import png

from misp_dashboard.source import logo_shelf
from misp_dashboard.source.history.access import Access
from misp_dashboard.source.logo import Organisation
from misp_dashboard.source.logo_shelf import Found, Logos

HOUR = 3600.0


def org(number: int, instance: str = "Here") -> Organisation:
    return Organisation(instance, number, "")


def path(number: int) -> str:
    return f"/organisations/getOrgLogo/{number}"


@pytest.fixture
def misp() -> Iterator[StandIn]:
    with StandIn() as one:
        one.files = {path(number): png(1 + number) for number in range(1, 9)}
        yield one


class Shelf:
    """One on a clock that a test moves, of MISPs that may be asked often."""

    def __init__(self, *misps: StandIn) -> None:
        self.now_s = 0.0
        names = ("Here", "There")
        self.logos = Logos(
            [
                Access(name, misp.url, KEY, requests_per_minute=6000)
                for name, misp in zip(names, misps, strict=False)
            ],
            clock=lambda: self.now_s,
        )

    def has(self, *asked: Organisation) -> bytes | None:
        found = self.logos.find(asked)
        return found.picture.body if found.picture else None


def test_it_is_asked_for_once_a_day(misp: StandIn) -> None:
    shelf = Shelf(misp)
    assert shelf.logos.known([org(1)]) is None
    assert shelf.has(org(1)) == png(2)
    shelf.now_s = 24 * HOUR
    misp.files[path(1)] = png(99)
    assert shelf.has(org(1)) == png(2)
    assert shelf.logos.known([org(1)])
    assert len(misp.requests) == 1
    shelf.now_s += 1
    assert shelf.logos.known([org(1)]) is None
    assert shelf.has(org(1)) == png(99)


def test_that_there_is_none_is_known_for_an_hour(misp: StandIn) -> None:
    shelf = Shelf(misp)
    for _ in range(2):
        assert shelf.logos.find([org(77)]) == Found(None, is_final=True)
    assert shelf.logos.known([org(77)]) == Found(None)
    misp.files[path(77)] = png()
    shelf.now_s = HOUR + 1
    assert shelf.has(org(77)) == png()
    assert len(misp.requests) == 2


def test_an_old_one_is_better_than_none(misp: StandIn) -> None:
    shelf = Shelf(misp)
    shelf.has(org(1))
    shelf.now_s = 25 * HOUR
    misp.faults.append((path(1), status(500)))
    assert shelf.has(org(1)) == png(2)
    # it is not asked again at once
    assert shelf.has(org(1)) == png(2)
    assert len(misp.asked(path(1))) == 2
    shelf.now_s += 301
    shelf.has(org(1))
    assert len(misp.asked(path(1))) == 3


def test_what_may_change_soon_is_told(misp: StandIn) -> None:
    misp.faults.append((path(1), status(503)))
    shelf = Shelf(misp)
    assert shelf.logos.find([org(1)]) == Found(None, is_final=False)
    assert shelf.logos.known([org(1)]) is None


def test_instances_are_tried_in_order(misp: StandIn) -> None:
    with StandIn() as other:
        other.files[path(20)] = png(40)
        shelf = Shelf(misp, other)
        assert shelf.logos.instances == ["Here", "There"]
        assert shelf.has(org(77), org(20, "There")) == png(40)
        assert shelf.has(org(1), org(20, "There")) == png(2)
        assert len(other.requests) == 1


def test_the_least_used_make_room(misp: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logo_shelf, "AT_MOST", 3)
    shelf = Shelf(misp)
    for number in (1, 2, 3, 1, 4):
        shelf.has(org(number))
    kept = [number for number in range(1, 9) if shelf.logos.known([org(number)])]
    assert kept == [1, 3, 4]


def test_together_they_take_no_more_than_so_many_bytes(
    misp: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = png() + b"\0" * 1000
    misp.files = {path(number): large for number in range(1, 9)}
    monkeypatch.setattr(logo_shelf, "AT_MOST_BYTES", 3 * len(large))
    shelf = Shelf(misp)
    for number in range(1, 9):
        shelf.has(org(number))
    shelf.now_s = 25 * HOUR
    for number in (7, 8):  # again: what it replaces does not count beside it
        shelf.has(org(number))
    shelf.has(org(1))
    kept = [number for number in range(1, 9) if shelf.logos.known([org(number)])]
    assert kept == [1, 7, 8]


def test_who_asks_at_the_same_time_asks_once(misp: StandIn) -> None:
    shelf = Shelf(misp)
    threads = [threading.Thread(target=shelf.has, args=(org(1),)) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(misp.requests) == 1


def test_after_a_stop_nobody_is_asked(misp: StandIn) -> None:
    shelf = Shelf(misp)
    shelf.logos.stop()
    assert shelf.logos.find([org(1)]) == Found(None, is_final=False)
    assert misp.requests == []
