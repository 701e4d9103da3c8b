"""The simulator's own certificate authority, and who is calling, from the TLS peer."""
