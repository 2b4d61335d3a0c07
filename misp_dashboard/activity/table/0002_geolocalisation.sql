-- Who is targeted, apart from where a value points; the object an attribute is part of, so that a latitude
-- finds its longitude; the warning list a value is on; the name of the network an address belongs to.
ALTER TABLE activity
    ADD COLUMN IF NOT EXISTS object_uuid UUID,
    ADD COLUMN IF NOT EXISTS targets Array(LowCardinality(String)),
    ADD COLUMN IF NOT EXISTS targeted_by LowCardinality(String),
    ADD COLUMN IF NOT EXISTS warninglist LowCardinality(String),
    ADD COLUMN IF NOT EXISTS as_name LowCardinality(String);
