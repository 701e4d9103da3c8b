"""Starts the simulator's processes, watches them, and stops them: what `make run` is."""
