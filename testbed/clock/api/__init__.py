"""The clock over REST: `/api/v1/clock`."""
