"""What is known of each instance's events, organisations and tags."""
