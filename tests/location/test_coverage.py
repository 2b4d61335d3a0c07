"""Every means locates what it should and nothing else; what they do for real events is counted.

The countries were worked out by hand: from the registries of addresses and numbers, from the
published examples of banks, from an atlas.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from build import attribute_message, frame, uuid

from misp_dashboard.activity.row import Activity
from misp_dashboard.cli.coverage_table import told
from misp_dashboard.directory.directory import Directory
from misp_dashboard.handler.topics import decode, handle
from misp_dashboard.ingest.pair import pair
from misp_dashboard.ingest.pipeline import Ingest
from misp_dashboard.journal.sqlite import SqliteJournal
from misp_dashboard.live.stream import LiveStream
from misp_dashboard.location.locate import Locator
from misp_dashboard.location.located_type import LOCATED
from misp_dashboard.source.event_file import read_event_file
from misp_dashboard.source.frame import Frame
from misp_dashboard.source.recording import read_recording
from misp_dashboard.store.connect import Store

DOCS = Path(__file__).parents[2] / "docs" / "location.md"


class Case(NamedTuple):
    """`type` may be `type of object/relation`; what is not said is nothing."""

    type: str
    value: str
    country: str = ""
    precision: str = ""
    means: str = ""
    targets: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


CASES = (
    # addresses, those that stay where they are: universities, registries
    Case("ip-src", "158.64.1.1", "LU", "city", "ip"),
    Case("ip-dst", "133.11.0.1", "JP", "city", "ip"),
    Case("ip-dst", "::ffff:158.64.1.1", "LU", "city", "ip"),  # IPv4 mapped into IPv6
    Case("ip-dst|port", "2001:a18::1|443", "LU", "city", "ip"),
    Case("ip-src|port", "129.132.0.1|80", "CH", "city", "ip"),
    Case("domain|ip", "example.org|158.64.1.1", "LU", "city", "ip"),
    Case("url", "http://158.64.1.1:8080/gate.php", "LU", "city", "ip"),
    Case("ip-src", "10.0.0.1"),  # private
    Case("ip-dst", "192.168.1.1"),
    Case("ip-dst", "203.0.113.7"),  # documentation
    Case("ip-dst", "2001:db8::1"),
    Case("ip-dst", "::ffff:10.0.0.1"),
    Case("ip-dst|port", "fe80::1|443"),
    Case("domain|ip", "158.64.1.1|example.org"),
    Case("url", "http://example.org/158.64.1.1"),
    # phone numbers
    Case("phone-number", "+352 26 12 34 56", "LU", "country", "phone"),
    Case("whois-registrant-phone", "+442079460123", "GB", "country", "phone"),
    Case("prtn", "+33199001234", "FR", "country", "phone"),
    Case("phone-number", "26123456"),  # no country code
    Case("phone-number", "+80012345678"),  # toll-free everywhere
    # banks
    Case("iban", "LU28 0019 4006 4475 0000", "LU", "country", "bank"),
    Case("iban", "DE89370400440532013000", "DE", "country", "bank"),
    Case("iban", "LU29 0019 4006 4475 0000"),  # a wrong checksum
    Case("iban", "DE8937040044053201300"),  # too short for Germany
    Case("bic", "BCEELULL", "LU", "country", "bank"),
    Case("bic", "BCEEZZLL"),  # no such country
    Case("aba-rtn", "021000021", "US", "country", "bank"),
    Case("aba-rtn", "021000020"),
    Case("bank-account-nr", "0019400644750000"),
    # people
    Case("nationality", "Luxembourgish", "LU", "country", "nationality"),
    Case("nationality", "FR", "FR", "country", "nationality"),
    Case("nationality", "stateless"),
    Case("passport-country", "Republic of Korea", "KR", "country", "passport"),
    Case("country-of-residence", "Burma", "MM", "country", "residence"),
    Case("identity-card-number", "LU1234567"),
    Case("passport-number", "LU1234567"),
    Case("place-of-birth", "Luxembourg"),
    # objects
    Case("text of geolocation/country", "Luxembourg", "LU", "country", "place"),
    Case("text of geolocation/countrycode", "lu", "LU", "country", "place"),
    Case("text of asn/country", "NL", "NL", "country", "place"),
    Case("text of geolocation/city", "Esch-sur-Alzette", "LU", "city", "place"),
    Case("text of geolocation/city", "Springfield", "US", "country", "place"),
    Case("text of geolocation/city", "San Jose"),  # in several countries
    Case("text of person/address", "1 rue X, L-1521 Luxembourg, Luxembourg", "LU", "country",
         "place"),
    Case("text of transaction/from-country", "Kenya", "KE", "country", "place"),
    Case("text of x509/subject", "C=LU, O=Example, CN=example.lu", "LU", "country",
         "country code"),
    Case("text of x509/issuer", "/C=US/O=Example CA", "US", "weak", "country code"),
    Case("text of x509/subject", "C=AU, ST=Some-State, O=Internet Widgits Pty Ltd"),
    Case("text of geolocation/text", "Luxembourg"),
    Case("text of email/subject", "C=LU"),
    Case("text", "Luxembourg"),
    Case("float of geolocation/latitude", "49.61"),  # without its longitude
    Case("float of geolocation/altitude", "49.61"),
    # targets say nothing of where something points
    Case("target-location", "Ukraine", targets=("UA",)),
    Case("target-location", "BY", targets=("BY",)),
    Case("target-location", "Kyiv", targets=("UA",)),
    Case("target-location", "everywhere"),
    Case("target-org", "Luxembourg"),
    Case("target-machine", "158.64.1.1"),
    Case("text of ransomware-group-post/geo", "FR", targets=("FR",)),
    Case("ip-dst", "158.64.1.2", "LU", "city", "ip", ("DE", "150"), (
        'misp-galaxy:target-information="Germany"', 'misp-galaxy:region="150 - Europe"')),
    Case("sha256", "0" * 64, targets=("LU",), tags=('misp-galaxy:country="luxembourg"',)),
    Case("md5", "0" * 32, tags=('misp-galaxy:threat-actor="Luxembourg"', "tlp:red")),
    # names are not looked up
    Case("domain", "example.lu"),
    Case("hostname", "www.example.lu"),
    Case("email-src", "someone@example.lu"),
    Case("url", "https://example.lu/"),
    Case("AS", "AS2602"),  # there is no database of networks here
)  # fmt: skip


def told_frame(case: Case, **fields: Any) -> Frame:
    """What MISP sends when somebody saves the attribute."""
    kind, _, within = case.type.partition(" of ")
    part_of, _, relation = within.partition("/")
    name = f"{case.type} {case.value}"
    message = attribute_message(
        name,
        type=kind,
        value=case.value,
        object_relation=relation or None,
        object_id="9" if within else "0",
        Tag=[{"name": tag} for tag in case.tags],
        **fields,
    )
    if within:
        message["Object"] = {"id": "9", "uuid": uuid(name), "name": part_of, "event_id": "7"}
    return frame("misp_json_attribute", message)


def located(locator: Locator, one: Frame) -> list[Activity]:
    return [locator.locate(row) for row in handle(decode(one), one)]


def told_place(one: Activity) -> tuple[Any, ...]:
    return (one.country, one.precision, one.located_by, one.targets)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.type} {case.value[:40]}")
def test_each_value_is_where_it_should_be_and_nowhere_else(locator: Locator, case: Case) -> None:
    attribute = located(locator, told_frame(case))[0]
    assert told_place(attribute) == case[2:6]
    assert (attribute.latitude is None) == (case.precision not in ("city", "coordinates"))


def test_they_are_stored_so(store: Store, locator: Locator, tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "journal.sqlite")
    journal.append([told_frame(case) for case in CASES])
    Ingest(journal, store, Directory(store), locator, LiveStream()).drain()
    stored = store.ask(
        "SELECT value, country, precision, located_by, targets FROM activity "
        "WHERE kind = 'attribute'",
        lambda *row: (row[0], (*row[1:4], tuple(row[4]))),
    )
    journal.close()
    assert sorted(stored) == sorted((case.value, case[2:6]) for case in CASES)


def test_a_hint_counts_only_when_asked_for(activity: Any) -> None:
    locator = Locator(tld=True)
    for type, value in (
        ("domain", "example.lu"),
        ("hostname|port", "www.example.lu|443"),
        ("email-src", "someone@example.lu"),
        ("url", "https://example.lu/"),
    ):
        hinted = locator.locate(activity(type, value))
        assert told_place(hinted) == ("LU", "weak", "tld", ())
        assert hinted.latitude is None
    exact = locator.locate(activity("url", "http://158.64.1.1/"))
    assert (exact.country, exact.located_by) == ("LU", "ip")
    assert locator.locate(activity("domain", "example.io")).country == ""
    locator.close()


def test_a_target_that_a_later_telling_adds_is_stored(
    store: Store, locator: Locator, tmp_path: Path
) -> None:
    journal = SqliteJournal(tmp_path / "journal.sqlite")
    ingest = Ingest(journal, store, Directory(store), locator, LiveStream())
    tagged = 'misp-galaxy:target-information="Luxembourg"', 'misp-galaxy:region="155 - X"'
    for tags in ((), tagged[:1], tagged, ()):
        journal.append([told_frame(Case("ip-dst", "158.64.1.1", tags=tags))])
        ingest.drain()
    journal.close()
    stored = store.ask(
        "SELECT country, targets, targeted_by FROM activity WHERE kind = 'attribute'",
        lambda *row: row,
    )
    assert stored == [("LU", ["LU", "155"], "galaxy")]
    # attaching is a happening of its own, and says the same
    attached = store.ask(
        "SELECT targets FROM activity WHERE kind = 'tag' ORDER BY value", lambda targets: targets
    )
    assert attached == [["155"], ["LU"]]


def test_the_documentation_has_the_whole_table() -> None:
    lines = set(DOCS.read_text().splitlines())
    for row in LOCATED:
        type = row.type.replace("|", "\\|")
        assert f"| `{type}` | `{row.means}` | {row.precision} | {row.how} |" in lines


def test_no_means_is_there_in_name_only() -> None:
    """Those that need more than a value are tried in tests of their own."""
    elsewhere = {"coordinates", "asn", "tld", "galaxy"}
    tried = {case.means for case in CASES if case.means} | {"target-location"}
    assert {row.means for row in LOCATED} - elsewhere == tried


@pytest.fixture
def real(captured: Path, locator: Locator) -> list[Activity]:
    rows: list[Activity] = []
    for file in sorted((captured / "events").glob("*.json")):
        for one in read_event_file(file, "there"):
            rows += [row for row in located(locator, one) if row.kind == "attribute"]
    return list(pair(None, rows).activities)


def test_of_real_events_more_is_located_than_addresses(real: list[Activity]) -> None:
    answer = told(real)
    means = Counter({(one.means, one.of): one.hits for one in answer.by_means})
    by_type = {one.type: one for one in answer.by_type}
    only_addresses = sum(by_type[type].located for type in ("ip-src", "ip-dst", "domain|ip"))
    assert only_addresses >= 150
    assert answer.located > only_addresses
    assert means["ip", "origin"] > only_addresses  # hosts of URLs
    assert by_type["url"].located >= 15
    assert answer.targeted >= 1
    # nothing is located by a means that the table does not have
    assert {(row.means, row.of) for row in LOCATED} >= set(means)


def test_of_a_real_misp_each_half_of_a_point_is_located(captured: Path, locator: Locator) -> None:
    rows = [row for one in captured_frames(captured) for row in located(locator, one)]
    answer = told(pair(None, list({row.id: row for row in rows}.values())).activities)
    means = {one.means: one for one in answer.by_means}
    assert means["coordinates"].hits >= 6
    assert {"ip", "coordinates", "phone", "place", "bank", "nationality"} <= set(means)


def captured_frames(captured: Path) -> Iterator[Frame]:
    yield from read_recording(captured / "zmq" / "frames.jsonl")
