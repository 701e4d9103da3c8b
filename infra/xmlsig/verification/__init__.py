"""Finds out whether a signature holds, in which form and by whom, and whether it is of an allowed kind."""
