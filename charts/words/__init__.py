"""What pages and charts say, in both languages."""
