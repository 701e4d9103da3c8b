"""The parts that all queues in the database share: lease, renewal, back-off, transition table."""
