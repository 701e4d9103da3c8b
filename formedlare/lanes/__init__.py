"""The queues to operators and channels: their workers, their circuit breakers and their order."""
