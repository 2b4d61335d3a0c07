"""MISP's messages, one file per topic."""
