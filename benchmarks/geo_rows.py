"""Fills a store with a month of invented activities, made in SQL: some minutes for five million.

40 organisations, 60 types, 20,000 events with their tags, 1.2 million values of which three in
ten are located: in 3,092 real cities of 167 countries, the larger ones far more often, and at
14,000 other coordinates. One event in seven names whom it targets.

Tags, targets and places are counted by set and place, of which there are fewer than activities.
That is not flattered here: activities have the tags of their event, and five in six of the 20,000
events (a large community has some thousands in a month) have up to five of 200 tags, which makes
12,800 different sets; there are 1,200 sets of targets. One tag in ten is a technique of ATT&CK.
"""

import gzip
import time

from misp_dashboard.attack.matrix import BUNDLED
from misp_dashboard.attack.place import file_of, read_file
from misp_dashboard.location.gazetteer import CITIES
from misp_dashboard.store.connect import Store
from misp_dashboard.store.meaning import learn_stored

BATCH = 500_000

TYPES = (
    "ip-dst", "domain", "url", "md5", "sha256", "ip-src", "sha1", "hostname", "filename",
    "email-src", "text", "link", "comment", "domain|ip", "ip-dst|port", "phone-number",
    *(f"invented-type-{n}" for n in range(44)),
)  # fmt: skip

CATEGORIES = (
    "Network activity", "Payload delivery", "External analysis", "Artifacts dropped",
    "Payload installation", "Other", "Attribution", "Targeting data", "Person",
    "Financial fraud", "Social network", "Support Tool",
)  # fmt: skip

TARGETS = (
    "US", "DE", "FR", "GB", "UA", "LU", "BE", "NL", "IT", "ES", "PL", "JP", "IN", "BR", "CA",
    "KR", "IL", "SA", "AE", "SG", "AU", "CH", "AT", "SE", "150", "142", "019",
)  # fmt: skip

INSERT = """
INSERT INTO activity (
    id, at, received_at, instance, topic, kind, action, org, org_uuid, org_id, event_id,
    event_uuid, event_info, threat_level, subject_id, subject_uuid, object_name, object_relation,
    category, type, value, comment, to_ids, tags, distribution, country, place, latitude,
    longitude, precision, located_by, asn, as_name, targets, targeted_by, warninglist
)
WITH
    number AS n,
    -- a number from 0 to 1, the same for the same thing and purpose
    (thing, purpose) -> cityHash64(thing, purpose) / 18446744073709551616. AS chance,
    toUInt32(1200000 * pow(chance(n, 'value'), 1.1)) AS the_value,
    toUInt32(20000 * pow(chance(n, 'event'), 2)) AS the_event,
    toUInt32(40 * pow(chance(the_event, 'org'), 2)) AS the_org,
    chance(the_value, 'type') AS kind_of_value,
    chance(the_value, 'located') < 0.3 AS located,
    chance(the_value, 'precision') AS how_exactly,
    multiIf(not located, '', how_exactly < 0.7, 'city', how_exactly < 0.92, 'country',
        how_exactly < 0.96, 'coordinates', 'weak') AS how,
    toUInt32(length({codes:Array(String)}) * pow(chance(the_value, 'city'), 2.5)) + 1 AS city,
    chance(the_event, 'target') < 0.15 AS targeting,
    toDateTime64({now:UInt32}, 3, 'UTC') - toIntervalMillisecond(
        toUInt64(30 * 86400000. * chance(n, 'at'))) AS moment
SELECT
    cityHash64(n, 'id'), moment, moment, if(chance(the_event, 'instance') < 0.8, 'Here', 'There'),
    'misp_json_attribute',
    multiIf(chance(n, 'kind') < 0.85, 'attribute', chance(n, 'kind') < 0.9, 'sighting',
        chance(n, 'kind') < 0.92, 'proposal', chance(n, 'kind') < 0.96, 'tag', 'object') AS kind,
    if(chance(n, 'action') < 0.9, 'add', 'edit'),
    'Organisation ' || toString(the_org), reinterpretAsUUID(sipHash128(the_org, 'org')), the_org,
    the_event, reinterpretAsUUID(sipHash128(the_event, 'event')),
    'Invented campaign ' || toString(the_event) || ' seen in mail', 1 + the_event % 4,
    n, reinterpretAsUUID(sipHash128(the_value, the_event)),
    if(chance(the_value, 'object') < 0.3, 'file', ''),
    if(chance(the_value, 'object') < 0.3, 'filename', ''),
    {categories:Array(String)}[toUInt32(12 * pow(kind_of_value, 2)) + 1],
    {types:Array(String)}[toUInt32(60 * pow(kind_of_value, 2.5)) + 1],
    lower(hex(sipHash128(the_value, 'text'))), if(n % 5 = 0, 'seen again', ''),
    chance(the_value, 'ids') < 0.5,
    arrayMap(i -> {tags:Array(String)}[toUInt32(200 * pow(chance(the_event, i), 2)) + 1],
        range(the_event % 6)),
    1 + n % 3,
    if(located, {codes:Array(String)}[city], ''),
    if(how = 'city', {names:Array(String)}[city], ''),
    multiIf(how = 'city', {latitudes:Array(Float64)}[city],
        how = 'coordinates', {latitudes:Array(Float64)}[city] + chance(the_value, 'y') - 0.5, NULL),
    multiIf(how = 'city', {longitudes:Array(Float64)}[city],
        how = 'coordinates', {longitudes:Array(Float64)}[city] + chance(the_value, 'x') - 0.5, NULL),
    how,
    multiIf(not located, '', how = 'coordinates', 'coordinates', how = 'weak', 'tld',
        how = 'country' AND chance(the_value, 'means') < 0.4, 'phone', 'ip'),
    if(located, the_value % 60000, 0), if(located, 'Network ' || toString(the_value % 5000), ''),
    if(targeting, arrayDistinct(arrayMap(i -> {targets:Array(String)}[toUInt32(
        27 * pow(chance(the_event, 100 + i), 2)) + 1], range(1 + the_event % 3))), []),
    multiIf(not targeting, '', the_event % 4 = 0, 'target-location', 'galaxy'),
    if(chance(the_value, 'noise') < 0.05, 'An invented list', '')
FROM numbers({first:UInt64}, {rows:UInt64})
"""  # noqa: E501 - one value a line


def tags() -> list[str]:
    """200 of them, those first in the list by far most often."""
    techniques = read_file(file_of(BUNDLED, "enterprise")).techniques
    pattern = "misp-galaxy:mitre-attack-pattern"
    return [
        f'invented:tag="{n}"' if n % 10 else f'{pattern}="{one.name} - {one.id}"'
        for n, one in enumerate(techniques[:200])
    ]


def cities() -> list[tuple[str, str, float, float]]:
    """Name, country, latitude and longitude of every eleventh city, most people first."""
    lines = gzip.decompress(CITIES.read_bytes()).decode().splitlines()[::11]
    fields = (line.split("\t") for line in lines)
    return [(name, code, float(lat), float(lon)) for _, name, code, lat, lon, _ in fields]


def fill(store: Store, activities: int) -> None:
    """Insert as many, learn what their keys stand for as ingest would have, and wait until the
    store has merged what it will."""
    names, codes, latitudes, longitudes = map(list, zip(*cities(), strict=True))
    values = {
        "now": int(time.time()), "names": names, "codes": codes, "latitudes": latitudes,
        "longitudes": longitudes, "types": list(TYPES), "categories": list(CATEGORIES),
        "targets": list(TARGETS), "tags": tags(),
    }  # fmt: skip
    for first in range(0, activities, BATCH):
        rows = min(BATCH, activities - first)
        store.command(INSERT, {**values, "first": first, "rows": rows})
    learn_stored(store)
    while int(store.command("SELECT count() FROM system.merges")):
        time.sleep(1)
