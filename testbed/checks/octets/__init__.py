"""The octets that a signature is verified over, and where two rows of them differ."""
