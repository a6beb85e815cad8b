"""What a user types, and what is printed."""
