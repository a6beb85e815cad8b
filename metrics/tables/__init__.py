"""What columns, keys and meanings the tables have; frames in, files out and back."""
