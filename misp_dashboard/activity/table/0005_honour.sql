-- What administrators gave and took: ranks 15 and 16, and badges. Nothing is changed, so it is its own log;
-- `by` is who gave the command.
CREATE TABLE honour (
    at DateTime64(3, 'UTC'),
    org String,
    honour LowCardinality(String),
    given Bool,
    reason String,
    by String
) ENGINE = ReplacingMergeTree
ORDER BY (org, honour, at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
