"""The channels: how each one carries letters, and the registry that says which one empties a lane."""
