"""Charts as image files."""
