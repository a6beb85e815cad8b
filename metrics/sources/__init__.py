"""What is in a file: bytes in, text out."""
