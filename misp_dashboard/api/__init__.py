"""One thin route per question."""
