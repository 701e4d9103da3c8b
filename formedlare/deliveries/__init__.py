"""Deliveries after they have been taken in: found, followed, shown and deleted."""
