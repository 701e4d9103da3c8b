"""What every queue in the database shares: lease, renewal, back-off, transition table."""
