"""Which numbers of a sentence are targets, and what each of them says."""
