"""Invented frames in MISP's form, the same for every run with the same seed."""

import random
from collections.abc import Iterator
from hashlib import md5, sha256
from ipaddress import IPv4Address
from uuid import UUID

ATTRIBUTES_OF_AN_EVENT = 100
PUBLISHED_EVERY = 20
"""One event in so many is published, with all its attributes and two tags on each."""

ORGANISATIONS = 40
TAGS = tuple(f"tlp:{colour}" for colour in ("clear", "green", "amber", "red")) + tuple(
    f'misp-galaxy:threat-actor="Invented {number}"' for number in range(60)
)


class Community:
    """Events of invented organisations; `at_s` is when the last attribute was added, `over_s`
    how long before it the first."""

    def __init__(self, count: int, at_s: float, over_s: float = 3600, seed: int = 1) -> None:
        self.count = count
        self._at_s = at_s
        self._over_s = over_s
        self._seed = seed

    def frames(self) -> Iterator[bytes]:
        """`count` attributes, each added in a frame of its own; published events in between."""
        chance = random.Random(self._seed)
        event: list[str] = []
        for index in range(self.count):
            number = index // ATTRIBUTES_OF_AN_EVENT + 1
            attribute = self._attribute(chance, index, number)
            yield (
                f'misp_json_attribute {{"Attribute":{{{attribute},"Sighting":[]}},'
                f'"Event":{{{_head(number)}}},"action":"add"}}'
            ).encode()
            event.append(attribute)
            if len(event) == ATTRIBUTES_OF_AN_EVENT:
                if number % PUBLISHED_EVERY == 0:
                    yield self._published(chance, number, event)
                event = []

    def _attribute(self, chance: random.Random, index: int, event: int) -> str:
        kind, category, value = _value(chance)
        at_s = int(self._at_s - self._over_s * (1 - (index + 1) / self.count))
        return (
            f'"id":"{index + 1}","event_id":"{event}","object_id":"0","object_relation":null,'
            f'"category":"{category}","type":"{kind}","value1":"{value}","value2":"",'
            f'"to_ids":true,"uuid":"{UUID(int=chance.getrandbits(128))}","timestamp":"{at_s}",'
            f'"distribution":"5","sharing_group_id":"0","comment":"seen in report {index % 97}",'
            f'"deleted":false,"disable_correlation":false,"first_seen":null,"last_seen":null,'
            f'"value":"{value}"'
        )

    def _published(self, chance: random.Random, number: int, attributes: list[str]) -> bytes:
        told = ",".join(
            f'{{{attribute},"Tag":[{_tag(chance)},{_tag(chance)}]}}' for attribute in attributes
        )
        return (
            f'misp_json {{"Event":{{{_head(number)},"timestamp":"{int(self._at_s)}",'
            f'"publish_timestamp":"0","Tag":[{_tag(chance)}],"Attribute":[{told}],"Object":[],'
            f'"ShadowAttribute":[],"EventReport":[]}}}}'
        ).encode()


def frames_of(attributes: int) -> int:
    """How many frames a community of so many attributes sends."""
    return attributes + attributes // (ATTRIBUTES_OF_AN_EVENT * PUBLISHED_EVERY)


def rows_of(frames: list[bytes]) -> int:
    """How many attributes the frames tell, each time counted."""
    return sum(frame.count(b'"disable_correlation"') for frame in frames)


def _head(number: int) -> str:
    creator = number % ORGANISATIONS + 1
    return (
        f'"id":"{number}","date":"2026-11-24","info":"Invented campaign {number} against a bank",'
        f'"uuid":"{UUID(int=0x4000_8000_0000 + number)}","published":false,"analysis":"1",'
        f'"threat_level_id":"2","org_id":"1","orgc_id":"{creator}","distribution":"1",'
        f'"sharing_group_id":"0","Orgc":{{"id":"{creator}",'
        f'"uuid":"{UUID(int=0x5000_8000_0000 + creator)}","name":"Invented CSIRT {creator}"}}'
    )


def _value(chance: random.Random) -> tuple[str, str, str]:
    """An address for one in three, as what MISP shares most; else a name or a hash."""
    choice = chance.randrange(6)
    bits = chance.getrandbits(32)
    if choice < 2:
        return "ip-dst", "Network activity", str(IPv4Address(bits))
    if choice == 2:
        return "domain", "Network activity", f"host-{bits:x}.example"
    if choice == 3:
        return "url", "Payload delivery", f"https://host-{bits:x}.example/a/{bits % 977}"
    text = str(bits).encode()
    if choice == 4:
        return "md5", "Payload delivery", md5(text, usedforsecurity=False).hexdigest()
    return "sha256", "Artifacts dropped", sha256(text).hexdigest()


def _tag(chance: random.Random) -> str:
    name = chance.choice(TAGS).replace('"', '\\"')
    return f'{{"id":"1","name":"{name}","colour":"#33aa55","is_galaxy":false}}'
