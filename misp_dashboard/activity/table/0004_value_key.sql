-- One number for a value whatever its type and letter case: who had it first is then asked by 8 bytes a row.
-- 0 for activities that have none.
ALTER TABLE activity
    ADD COLUMN IF NOT EXISTS value_key UInt64
    MATERIALIZED if(kind IN ('attribute', 'sighting', 'proposal') AND value != '',
        cityHash64(lower(value)), 0);
