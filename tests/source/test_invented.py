"""The invented community speaks like MISP, harms nobody, and is the same for the same seed."""

import ipaddress
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice, takewhile
from pathlib import Path
from typing import Any

import msgspec
import pytest

from misp_dashboard.activity.row import KINDS, Activity
from misp_dashboard.attack.matrix import BUNDLED, read_matrix
from misp_dashboard.handler.topics import IGNORED, TOPICS, decode, handle
from misp_dashboard.ingest.pair import pair
from misp_dashboard.location.locate import Locator
from misp_dashboard.source.frame import Frame
from misp_dashboard.source.invented.campaign import CAMPAIGNS
from misp_dashboard.source.invented.community import INSTANCES, Community, LiveMessage
from misp_dashboard.source.invented.money import check_digits
from misp_dashboard.source.invented.place import places

SEED, NOW, DAYS = 7, datetime(2026, 3, 12, 9, 30, tzinfo=UTC), 30
RESERVED = re.compile(r"(^|\.)(example|test|invalid|example\.(com|net|org))$")
CAPTURED = Path(__file__).parents[2].parent / "shared" / "data" / "zmq" / "samples"
TOLD_TWICE = ("login", "logout")
BLANK = Activity(
    id=1, at=NOW, received_at=NOW, instance="", topic="", kind="attribute", action="add"
)


class Told:
    """A history, read once: its frames, their bodies, and the happenings in them."""

    def __init__(self, frames: list[Frame]) -> None:
        self.frames = frames
        self.bodies: list[Any] = [json.loads(frame.body) for frame in frames]
        rows = (row for frame in frames for row in handle(decode(frame), frame))
        self.happenings: dict[int, Activity] = {
            row.id: row
            for row in rows
            # ingest drops the login that the audit log repeats
            if row.topic != "misp_json_audit" or row.action not in TOLD_TWICE
        }

    def of(self, topic: str) -> Iterator[tuple[Frame, Any]]:
        pairs = zip(self.frames, self.bodies, strict=True)
        return ((frame, body) for frame, body in pairs if frame.topic == topic)

    def attributes(self) -> Iterator[Any]:
        for _, body in self.of("misp_json_attribute"):
            yield body["Attribute"]
        for _, body in self.of("misp_json"):
            yield from attributes_of(body["Event"])


def attributes_of(event: Any) -> Iterator[Any]:
    yield from event["Attribute"]
    for thing in event["Object"]:
        yield from thing["Attribute"]


@pytest.fixture(scope="module")
def told() -> Told:
    return Told(list(Community(SEED, NOW).history(DAYS)))


def first_of_stream(seed: int, count: int) -> list[LiveMessage]:
    community = Community(seed, NOW)
    community.rehearse(days=3)
    return list(islice(community.stream(NOW), count))


def test_the_same_seed_and_moment_give_the_same_history() -> None:
    first, second = Community(SEED, NOW).history(2), Community(SEED, NOW).history(2)
    assert list(first) == list(second)


def test_the_same_seed_and_moment_give_the_same_stream() -> None:
    assert first_of_stream(SEED, 1500) == first_of_stream(SEED, 1500)


def test_another_seed_gives_another_history_and_stream() -> None:
    assert list(Community(1, NOW).history(1)) != list(Community(2, NOW).history(1))
    assert first_of_stream(1, 50) != first_of_stream(2, 50)


def test_a_month_has_some_seventy_thousand_activities(told: Told) -> None:
    assert 60_000 < len(told.happenings) < 90_000


def test_history_runs_forward_within_its_days(told: Told) -> None:
    moments = [frame.received_at for frame in told.frames]
    assert moments == sorted(moments)
    assert NOW - timedelta(days=DAYS) <= moments[0]
    assert NOW - timedelta(hours=1) < moments[-1] < NOW


def test_every_happening_lies_within_the_days_told(told: Told) -> None:
    earliest = NOW - timedelta(days=DAYS, seconds=1)  # MISP's timestamps are whole seconds
    assert all(earliest <= row.at < NOW for row in told.happenings.values())


def test_every_frame_is_understood(told: Told) -> None:
    for frame in told.frames:
        assert decode(frame) is not None or frame.topic in IGNORED


def test_every_topic_that_is_not_the_publishers_own_occurs(told: Told) -> None:
    # misp_json_self comes from the publisher, misp_json_workflow from a module few switch on
    own = {"rest_event", "rest_names"}
    known = {*TOPICS, *IGNORED} - {"misp_json_self", "misp_json_workflow"} - own
    assert {frame.topic for frame in told.frames} == known


@pytest.mark.parametrize(
    ("topic", "actions"),
    [
        (
            "misp_json_event",
            "add edit delete add_from_connected_server edit_from_connected_server",
        ),
        ("misp_json_attribute", "add edit soft-delete delete"),
        ("misp_json_object", "add edit soft-delete delete"),
        ("misp_json_object_reference", "add soft-delete"),
        ("misp_json_sighting", "add delete"),
        ("misp_json_user", "login logout add edit"),
    ],
)
def test_every_action_of_a_topic_occurs(told: Told, topic: str, actions: str) -> None:
    assert {body["action"] for _, body in told.of(topic)} == set(actions.split())


def test_tags_are_made_changed_attached_and_detached(told: Told) -> None:
    places_of_a_tag = ("event", "attribute")
    moves = {
        f"{move} {place}" for move in ("attached to", "detached from") for place in places_of_a_tag
    }
    assert {body["action"] for _, body in told.of("misp_json_tag")} == {
        *moves,
        "add",
        "edit",
        "delete",
    }


def test_every_kind_of_activity_occurs(told: Told) -> None:
    assert {row.kind for row in told.happenings.values()} == set(KINDS)


def test_sightings_are_of_all_three_types_and_mostly_true(told: Told) -> None:
    types = Counter(body["Sighting"]["type"] for _, body in told.of("misp_json_sighting"))
    assert set(types) == {"0", "1", "2"}
    assert types["0"] > 3 * (types["1"] + types["2"])


def test_proposals_are_pending_in_events_and_decided_in_the_audit_log(told: Told) -> None:
    events = [body["Event"] for _, body in told.of("misp_json")]
    assert any(event["ShadowAttribute"] for event in events)
    assert any(found["ShadowAttribute"] for event in events for found in attributes_of(event))
    logs = [body.get("Log") or body["AuditLog"] for _, body in told.of("misp_json_audit")]
    decided = {log["action"] for log in logs if log["model"] == "ShadowAttribute"}
    assert decided == {"add", "accept", "discard"}


def test_both_forms_of_the_audit_log_occur_one_for_each_instance(told: Told) -> None:
    new = {frame.instance for frame, body in told.of("misp_json_audit") if "AuditLog" in body}
    assert new == {INSTANCES[1]}


def test_numbers_are_texts_as_misp_sends_them(told: Told) -> None:
    for _, body in islice(told.of("misp_json_attribute"), 500):
        for name in ("id", "event_id", "object_id", "timestamp", "distribution"):
            assert isinstance(body["Attribute"][name], str)
    for _, body in told.of("misp_json"):
        for name in ("id", "org_id", "timestamp", "threat_level_id", "attribute_count"):
            assert isinstance(body["Event"][name], str)


def test_an_added_attribute_comes_without_its_tags(told: Told) -> None:
    added = [body for _, body in told.of("misp_json_attribute") if body["action"] == "add"]
    assert not any("Tag" in body["Attribute"] for body in added)


def test_a_published_event_repeats_the_versions_that_were_sent_alone(told: Told) -> None:
    alone: dict[str, set[tuple[str, str]]] = defaultdict(set)
    repeated = 0
    for frame, body in zip(told.frames, told.bodies, strict=True):
        if frame.topic == "misp_json_attribute":
            version = body["Attribute"]["uuid"], body["Attribute"]["timestamp"]
            alone[frame.instance].add(version)
        if frame.topic == "misp_json":
            versions = {
                (found["uuid"], found["timestamp"]) for found in attributes_of(body["Event"])
            }
            assert versions <= alone[frame.instance]
            repeated += len(versions)
    assert repeated > 20_000


def test_a_publication_by_hand_is_announced_with_the_flag_as_it_was(told: Told) -> None:
    flags = Counter(body["Event"]["published"] for _, body in told.of("misp_json"))
    assert flags[False] > flags[True] > 0


def test_saving_an_attribute_takes_back_the_publication_of_its_event(told: Told) -> None:
    unpublished: set[tuple[str, str]] = set()
    for frame, body in zip(told.frames, told.bodies, strict=True):
        if frame.topic == "misp_json":
            unpublished.discard((frame.instance, body["Event"]["id"]))
        if frame.topic == "misp_json_attribute" and "Event" in body:
            event = frame.instance, body["Event"]["id"]
            assert not (body["Event"]["published"] and event in unpublished)
            unpublished.add(event)


def test_a_new_version_of_an_attribute_has_a_later_timestamp(told: Told) -> None:
    last: dict[tuple[str, str], int] = {}
    for frame, body in told.of("misp_json_attribute"):
        if body["action"] in ("add", "edit"):
            subject = frame.instance, body["Attribute"]["uuid"]
            assert int(body["Attribute"]["timestamp"]) > last.get(subject, 0)
            last[subject] = int(body["Attribute"]["timestamp"])


def test_the_instances_share_organisations_by_uuid_but_no_ids(told: Told) -> None:
    uuids: dict[str, set[str]] = defaultdict(set)
    ids: dict[str, set[str]] = defaultdict(set)
    for frame, body in told.of("misp_json_organisation"):
        found = body.get("Organisation") or body["Orgc"]
        uuids[frame.instance].add(found["uuid"])
        ids[frame.instance].add(found["id"])
    for frame, body in told.of("misp_json_attribute"):
        ids[frame.instance].add(body["Attribute"]["id"])
    first, second = (uuids[name] for name in INSTANCES)
    assert len(first | second) == 40
    assert first - second
    assert second - first
    assert len(first & second) > 10
    assert not ids[INSTANCES[0]] & ids[INSTANCES[1]]


def test_a_pulled_event_has_the_same_uuid_on_both_instances(told: Told) -> None:
    homes: dict[str, set[str]] = defaultdict(set)
    for frame, body in told.of("misp_json"):
        homes[body["Event"]["uuid"]].add(frame.instance)
    notices = [body for _, body in told.of("misp_json_event") if "Server" in body]
    assert notices
    assert all(homes[notice["Event"]] == set(INSTANCES) for notice in notices)


def test_mornings_of_weekdays_are_busier_than_nights_and_weekends(told: Told) -> None:
    logins = [row.at for row in told.happenings.values() if row.kind == "login"]
    by_hour = Counter(moment.hour for moment in logins)
    by_day = Counter(moment.weekday() for moment in logins)
    assert min(by_hour[hour] for hour in (8, 9, 13)) > 1.5 * max(
        by_hour[hour] for hour in (0, 1, 22)
    )
    assert min(by_day[day] for day in range(5)) > 1.5 * max(by_day[5], by_day[6])


@pytest.mark.parametrize("campaign", [one for one in CAMPAIGNS if one.weight >= 0.7])
def test_campaigns_rise_fall_and_burst(campaign: Any) -> None:
    start, middle, end = (campaign.strength(elapsed) for elapsed in (0.05, campaign.peak, 0.98))
    assert {
        "rising": start < end,
        "falling": start > end,
        "steady": start == middle == end,
        "burst": middle > 5 * start and middle > 5 * end,
    }[campaign.trend]


def test_a_rising_campaign_has_more_events_in_the_last_week_than_in_the_first(told: Told) -> None:
    rising = {title for one in CAMPAIGNS if one.trend == "rising" for title in one.titles}
    ages = [
        (NOW - row.at).days
        for row in told.happenings.values()
        if row.kind == "event" and row.action == "add" and row.event_info.split(" [")[0] in rising
    ]
    assert sum(age < 7 for age in ages) > 1.5 * sum(age >= DAYS - 7 for age in ages)


def test_every_name_lies_under_a_reserved_ending(told: Told) -> None:
    for attribute in told.attributes():
        value, kind = attribute["value"], attribute["type"]
        if kind in ("domain", "hostname"):
            assert RESERVED.search(value), value
        if kind == "domain|ip":
            assert RESERVED.search(value.split("|")[0]), value
        if kind in ("url", "link"):
            assert RESERVED.search(value.split("/")[2]), value


def test_every_mailbox_and_web_address_anywhere_is_reserved(told: Told) -> None:
    hosts: set[str] = set()
    for frame in told.frames:
        text = frame.body.decode()
        hosts.update(re.findall(r"\w@([\w.-]+\w)", text))
        hosts.update(re.findall(r"https?:\\?/\\?/([\w.-]+\w)", text))
    assert len(hosts) > 100
    assert [host for host in hosts if not RESERVED.search(host)] == []


def test_every_address_is_no_hosts(told: Told) -> None:
    """A private one, IPv6 of documentation, or the very first or last of a block of 65,536."""
    dotted = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])")
    found = {
        address for attribute in told.attributes() for address in dotted.findall(attribute["value"])
    }
    assert len(found) > 500
    assert [address for address in found if not address.endswith((".0.0", ".255.255"))] == []
    sixes = {
        row.value for row in told.happenings.values() if ":" in row.value and row.type == "ip-dst"
    }
    assert all(ipaddress.ip_address(six) in ipaddress.ip_network("2001:db8::/32") for six in sixes)


def test_attributes_point_all_over_the_world(told: Told) -> None:
    locator = Locator()
    located = [locator.locate(row) for row in told.happenings.values() if row.kind == "attribute"]
    locator.close()
    ip = [row for row in located if row.located_by == "ip"]
    assert len({row.country for row in ip}) > 60
    assert len({(row.country, row.place) for row in ip}) > 150
    assert len({row.country for row in located if row.located_by == "phone"}) >= 5
    assert len(ip) > 0.25 * len(located)


def test_by_every_means_that_needs_no_database_of_networks(told: Told) -> None:
    locator = Locator()
    located = [locator.locate(row) for row in told.happenings.values()]
    locator.close()
    means = {row.located_by for row in pair(None, located).activities}
    assert {"ip", "phone", "coordinates", "place", "bank", "nationality"} <= means
    targeted = {row.targeted_by: row for row in located if row.targets}
    assert set(targeted) == {"target-location", "galaxy"}
    targets = {target for row in located for target in row.targets}
    assert {"LU", "KR", "GB", "150"} <= targets
    named = [row for row in located if row.type == "target-location"]
    assert all(row.targets for row in named)


def test_places_are_where_the_bundled_database_has_them() -> None:
    locator = Locator()
    for place in places():
        for address in place.addresses:
            row = msgspec.structs.replace(BLANK, type="ip-dst", value=address)
            found = locator.locate(row)
            assert (found.country, found.place.split(" (")[0]) == (place.country, place.city)
    locator.close()


def test_bank_accounts_pass_the_checksum_and_belong_to_no_bank(told: Told) -> None:
    accounts = {found["value"] for found in told.attributes() if found["type"] == "iban"}
    assert len(accounts) > 20
    for account in accounts:
        assert account[2:4] == check_digits(account[:2], account[4:])
        assert account[4:8] in ("0000", "XXXX")


def test_bank_codes_are_those_for_tests(told: Told) -> None:
    codes = {found["value"] for found in told.attributes() if found["type"] == "bic"}
    assert codes
    assert all(code.startswith("XXXX") and code[7] == "0" for code in codes)


def test_a_stream_is_lively_with_bursts_and_its_timestamps_are_true() -> None:
    community = Community(SEED, NOW)
    community.rehearse(days=5)
    started_at = NOW + timedelta(seconds=4)
    at, per_second, seen = started_at, Counter[int](), set()
    for message in community.stream(started_at):
        at += timedelta(seconds=message.delay_s)
        if at > started_at + timedelta(minutes=10):
            break
        frame = Frame(message.instance, at, message.topic, message.body)
        for row in handle(decode(frame), frame):
            assert row.at <= at + timedelta(seconds=30)
            if row.id not in seen:
                seen.add(row.id)
                per_second[int((at - started_at).total_seconds())] += 1
    assert 2 < len(seen) / 600 < 8
    assert max(per_second.values()) > 30
    assert sum(1 for second in range(600) if per_second[second]) > 400


def test_a_faster_stream_says_the_same_amount_in_less_time() -> None:
    def messages_in_two_minutes(speed: float) -> int:
        community = Community(SEED, NOW)
        community.rehearse(days=2)
        delays_s = (message.delay_s for message in community.stream(NOW, speed))
        return sum(1 for _ in takewhile(lambda passed_s: passed_s <= 120, accumulate(delays_s)))

    assert messages_in_two_minutes(4) > 2 * messages_in_two_minutes(1)


def test_after_a_sleep_the_stream_goes_on_from_now() -> None:
    community = Community(SEED, NOW)
    stream = community.stream(NOW)
    assert next(stream).at < NOW + timedelta(minutes=1)
    community.skip_to(NOW + timedelta(hours=8))
    awake = list(islice(stream, 200))
    assert all(timedelta(hours=8) <= message.at - NOW for message in awake)
    assert sum(message.delay_s for message in awake) < 300


def test_a_stream_needs_no_history_told_before() -> None:
    assert len(list(islice(Community(SEED, NOW).stream(), 100))) == 100


def _shape(body: Any) -> Any:
    """The keys, deeply; lists by what their first thing looks like."""
    if isinstance(body, dict):
        return {key: _shape(value) for key, value in body.items()}
    if isinstance(body, list):
        return [_shape(body[0])] if body else []
    return type(body).__name__


@pytest.mark.skipif(not CAPTURED.exists(), reason="the captured frames are not beside the project")
@pytest.mark.parametrize(
    ("sample", "topic", "action"),
    [
        ("misp_json_event__Event-Orgc-EventTag__add", "misp_json_event", "add"),
        ("misp_json_event__Event__delete", "misp_json_event", "delete"),
        (
            "misp_json_event__add_from_connected_server",
            "misp_json_event",
            "add_from_connected_server",
        ),
        ("misp_json_attribute__Attribute__delete", "misp_json_attribute", "delete"),
        ("misp_json_object__Object__add", "misp_json_object", "add"),
        ("misp_json_object__Object__soft-delete", "misp_json_object", "soft-delete"),
        ("misp_json_object_reference__ObjectReference__add", "misp_json_object_reference", "add"),
        ("misp_json_sighting__add_type0", "misp_json_sighting", "add"),
        ("misp_json_tag__Tag__attached_to_event", "misp_json_tag", "attached to event"),
        ("misp_json_tag__Tag__attached_to_attribute", "misp_json_tag", "attached to attribute"),
        ("misp_json_tag__Tag__detached_from_event", "misp_json_tag", "detached from event"),
        ("misp_json_user__User-Organisation__login", "misp_json_user", "login"),
        ("misp_json_warninglist__Warninglist__edit", "misp_json_warninglist", "edit"),
    ],
)
def test_the_shape_is_the_one_captured_from_a_real_misp(
    told: Told, sample: str, topic: str, action: str
) -> None:
    real = _shape(json.loads((CAPTURED / f"{sample}.json").read_text()))
    ours = [_shape(body) for _, body in told.of(topic) if body["action"] == action]
    assert real in ours


@pytest.mark.skipif(not CAPTURED.exists(), reason="the captured frames are not beside the project")
def test_a_published_event_has_the_keys_captured_from_a_real_misp(told: Told) -> None:
    text = (CAPTURED / "misp_json__event1_published_true.json").read_text()
    real = json.loads(text)["Event"]
    events = [body["Event"] for _, body in told.of("misp_json")]
    ours = next(event for event in events if event.get("Tag") and event["Object"])
    assert set(ours) == set(real)
    assert set(ours["Tag"][0]) == set(real["Tag"][0])
    assert set(ours["Orgc"]) == set(real["Orgc"])
    assert set(ours["Object"][0]) == set(real["Object"][0])
    sighted = next(one for event in events for one in event["Attribute"] if one.get("Sighting"))
    captured = next(one for one in real["Attribute"] if one.get("Sighting"))
    assert set(sighted) - {"Tag"} == set(captured) - {"Tag"}
    assert set(sighted["Sighting"][0]) == set(captured["Sighting"][0])


@pytest.mark.skipif(not CAPTURED.exists(), reason="the captured frames are not beside the project")
@pytest.mark.parametrize(
    ("sample", "form", "model", "action"),
    [
        ("Log_User_login", "Log", "User", "login"),
        ("Log_User_login_fail", "Log", "User", "login_fail"),
        ("Log_User_logout", "Log", "User", "logout"),
        ("Log_User_auth_fail", "Log", "User", "auth_fail"),
        ("Log_Event_publish", "Log", "Event", "publish"),
        ("Log_ShadowAttribute_add", "Log", "ShadowAttribute", "add"),
        ("Log_ShadowAttribute_discard", "Log", "ShadowAttribute", "discard"),
        ("AuditLog_Event_publish", "AuditLog", "Event", "publish"),
        ("AuditLog_ShadowAttribute_add", "AuditLog", "ShadowAttribute", "add"),
    ],
)
def test_the_audit_log_has_the_keys_captured_from_a_real_misp(
    told: Told, sample: str, form: str, model: str, action: str
) -> None:
    real = json.loads((CAPTURED / f"misp_json_audit__{sample}.json").read_text())[form]
    logs = (body[form] for _, body in told.of("misp_json_audit") if form in body)
    ours = next(log for log in logs if (log["model"], log["action"]) == (model, action))
    assert set(ours) == set(real)


def test_techniques_are_those_of_attack_by_their_names() -> None:
    """But for two that are retired, as old events have them."""
    matrix = read_matrix((BUNDLED / "enterprise.json").read_bytes())
    named = {name for campaign in CAMPAIGNS for name in campaign.techniques}
    known = {f"{one.name} - {one.id}" for one in matrix.techniques}
    assert named - known == {"Scripting - T1064", "Spearphishing Attachment - T1193"}
