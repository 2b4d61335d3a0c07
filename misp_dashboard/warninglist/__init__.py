"""Values that warning lists tell to be noise."""
