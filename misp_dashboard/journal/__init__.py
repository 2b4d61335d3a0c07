"""Frames kept on disk until their rows are stored."""
