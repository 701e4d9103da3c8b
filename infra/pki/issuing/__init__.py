"""Certificates that the simulator issues: ordered, made, recorded and fetched."""
