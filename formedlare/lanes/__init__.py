"""The queues to operators and channels: who works in them, when something is tried again, and when not."""
