"""From the journal to the store and the live stream."""
