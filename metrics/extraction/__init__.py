"""Documents in, rows out; no file is opened and no process started."""
