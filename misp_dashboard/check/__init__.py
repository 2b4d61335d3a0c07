"""One link of the chain per file."""
