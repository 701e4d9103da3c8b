"""Files other than PDF that are read in the same child processes."""
