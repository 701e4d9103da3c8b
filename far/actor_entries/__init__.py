"""The entries of the actors: connected, changed, suspended, resumed and disconnected, each change with its log."""
