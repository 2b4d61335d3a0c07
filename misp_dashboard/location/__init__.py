"""Where in the world an activity points."""
