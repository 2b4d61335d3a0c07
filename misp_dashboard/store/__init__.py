"""One ClickHouse, embedded or served."""
