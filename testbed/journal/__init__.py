"""The journal: every exchange at every edge of the simulator, to search, to read and to repeat."""
