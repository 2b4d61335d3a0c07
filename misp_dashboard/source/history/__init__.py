"""What happened while nobody listened, fetched afterwards."""
