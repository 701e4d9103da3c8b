"""The journal over REST: `/api/v1/exchanges`."""
