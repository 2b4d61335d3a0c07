-- One number for a type and value, so that counting distinct indicators reads and compares 8 bytes a row
-- instead of text: less than half the time. 0 for activities that are no indicator.
ALTER TABLE activity
    ADD COLUMN IF NOT EXISTS indicator UInt64
    MATERIALIZED if(kind IN ('attribute', 'sighting', 'proposal'), cityHash64(type, value), 0);
