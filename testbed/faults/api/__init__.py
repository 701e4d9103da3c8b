"""Rules over REST: `/api/v1/faults`."""
