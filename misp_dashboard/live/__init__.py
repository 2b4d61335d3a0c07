"""New activities to every open page."""
