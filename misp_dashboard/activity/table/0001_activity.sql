-- One row is one thing that happened on one MISP instance. A day's activities of one kind lie together.
-- ReplacingMergeTree is the safety net for several writers: ids the store has are dropped before insert.
-- Merges go column by column, whatever their size: 18 MB of memory instead of 173 for 36 columns at once.
-- The block number and offset columns let a known row be completed in place (UPDATE writes a patch).
CREATE TABLE activity (
    id UInt64,
    at DateTime64(3, 'UTC'),
    received_at DateTime64(3, 'UTC'),
    instance LowCardinality(String),
    topic LowCardinality(String),
    kind LowCardinality(String),
    action LowCardinality(String),
    org LowCardinality(String),
    org_uuid UUID,
    org_id UInt32,
    user String,
    event_id UInt32,
    event_uuid UUID,
    event_info String,
    threat_level UInt8,
    analysis UInt8,
    subject_id UInt64,
    subject_uuid UUID,
    object_name LowCardinality(String),
    object_relation LowCardinality(String),
    category LowCardinality(String),
    type LowCardinality(String),
    value String,
    comment String,
    to_ids Bool,
    tags Array(LowCardinality(String)),
    sighting_type UInt8,
    distribution UInt8,
    sharing_group_id UInt32,
    country LowCardinality(String),
    place String,
    latitude Nullable(Float64),
    longitude Nullable(Float64),
    precision LowCardinality(String),
    located_by LowCardinality(String),
    asn UInt32,
    INDEX by_id id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_subject subject_uuid TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_event event_uuid TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (toDate(at), kind, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
    enable_block_number_column = 1, enable_block_offset_column = 1,
    vertical_merge_algorithm_min_rows_to_activate = 1;

-- What is known of each instance's events, organisations and tags: many frames name them by id only.
CREATE TABLE event (
    instance LowCardinality(String),
    id UInt32,
    uuid UUID,
    info String,
    org_id UInt32,
    org_uuid UUID,
    org String,
    distribution UInt8,
    sharing_group_id UInt32,
    threat_level UInt8,
    analysis UInt8,
    published Nullable(Bool),
    timestamp UInt64,
    learned_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(learned_at)
ORDER BY (instance, uuid, id);

CREATE TABLE organisation (
    instance LowCardinality(String),
    id UInt32,
    uuid UUID,
    name String,
    learned_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(learned_at)
ORDER BY (instance, uuid, id);

CREATE TABLE tag (
    instance LowCardinality(String),
    name String,
    colour String,
    is_galaxy Bool,
    learned_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(learned_at)
ORDER BY (instance, name);
