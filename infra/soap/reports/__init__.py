"""Reports of calls and exchanges to listeners, and of refusals to the log."""
