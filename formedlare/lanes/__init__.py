"""The queues to operators and channels: their workers, circuit breakers, order, due times and figures."""
