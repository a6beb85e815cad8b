"""Where a number stands, and what its value and unit are."""
