"""One thing that happened on one MISP instance."""
