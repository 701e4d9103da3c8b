"""Test runs: what each of them owns, and the removal of all of it."""
