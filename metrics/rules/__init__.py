"""What a rule file may say; files in, checked and compiled rules out."""
