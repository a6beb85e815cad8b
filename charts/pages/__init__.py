"""Pages and sites: what they say, and how they are written."""
