"""The simulator's own certificate authority, and the caller that a TLS peer's certificate identifies."""
