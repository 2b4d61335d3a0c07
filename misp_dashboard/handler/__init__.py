"""Messages become activities."""
