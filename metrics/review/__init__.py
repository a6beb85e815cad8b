"""What people correct, and what becomes of it."""
