-- What questions group by, each as one number or one short text: several texts, coordinates and arrays take
-- three to five times as long. The store computes them, also anew when an UPDATE completes a row.
-- place_key: its last two bits say how exactly it is known: 1 coordinates, 2 the country, 3 the country weakly.
ALTER TABLE activity
    ADD COLUMN IF NOT EXISTS place_key UInt64
    MATERIALIZED if(country = '' AND latitude IS NULL, 0, bitOr(
        bitAnd(cityHash64(country, place, ifNull(latitude, 0), ifNull(longitude, 0), precision),
            bitNot(toUInt64(3))),
        multiIf(latitude IS NOT NULL, 1, precision != 'weak', 2, 3))),
    ADD COLUMN IF NOT EXISTS tags_key UInt64
    MATERIALIZED if(empty(tags), 0, cityHash64(arraySort(tags))),
    ADD COLUMN IF NOT EXISTS event_key UInt64
    MATERIALIZED multiIf(event_uuid != toUUID('00000000-0000-0000-0000-000000000000'),
        cityHash64(event_uuid), event_id != 0, cityHash64(instance, event_id), 0),
    ADD COLUMN IF NOT EXISTS target_set LowCardinality(String)
    MATERIALIZED arrayStringConcat(targets, '\n'),
    ADD COLUMN IF NOT EXISTS coverage LowCardinality(String)
    MATERIALIZED concat(toString(toUInt8(country != '' OR latitude IS NOT NULL)), '\n',
        multiIf(empty(targets), '', arrayExists(one -> length(one) = 2, targets), 'country', 'region'),
        '\n', located_by, '\n', precision, '\n', targeted_by, '\n', type);

-- Activities that are stored already get them in the background, and until then whenever they are asked.
ALTER TABLE activity
    MATERIALIZE COLUMN place_key,
    MATERIALIZE COLUMN tags_key,
    MATERIALIZE COLUMN event_key,
    MATERIALIZE COLUMN target_set,
    MATERIALIZE COLUMN coverage;

-- What the keys stand for, written before a question needs it. A hash's meaning never changes, and what a
-- crash lost is learned again from the activities.
CREATE TABLE place (
    key UInt64 DEFAULT bitOr(
        bitAnd(cityHash64(country, place, ifNull(latitude, 0), ifNull(longitude, 0), precision),
            bitNot(toUInt64(3))),
        multiIf(latitude IS NOT NULL, 1, precision != 'weak', 2, 3)),
    country LowCardinality(String),
    place String,
    latitude Nullable(Float64),
    longitude Nullable(Float64),
    precision LowCardinality(String)
) ENGINE = ReplacingMergeTree
ORDER BY key;

CREATE TABLE tag_set (
    key UInt64 DEFAULT cityHash64(arraySort(tags)),
    tags Array(LowCardinality(String))
) ENGINE = ReplacingMergeTree
ORDER BY key;
