"""gunicorn's worker with limits to the time that a caller may take, and the reading of its requests."""
