"""Logos are fetched from the instances that have a key, unless that is switched off."""

from misp_dashboard.cli.logos import logos_of
from misp_dashboard.config import Config, Contribution, Instance, Secret


def instance(name: str, key: str = "") -> Instance:
    return Instance(
        name=name, zmq=f"tcp://{name}:50000", url="https://misp.example", api_key=Secret(key)
    )


def test_only_those_with_a_key_are_asked() -> None:
    logos = logos_of(Config(instances=(instance("A"), instance("B", "k" * 40))))
    assert logos is not None
    assert logos.instances == ["B"]


def test_without_any_key_or_when_switched_off_there_are_none() -> None:
    assert logos_of(Config(instances=(instance("A"),))) is None
    off = Contribution(logos=False)
    assert logos_of(Config(instances=(instance("B", "k" * 40),), contribution=off)) is None
