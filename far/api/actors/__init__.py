"""REST of the actors: `/api/v1/actors`."""
