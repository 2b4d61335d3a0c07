"""An invented MISP community: what the demo shows instead of a real one."""
