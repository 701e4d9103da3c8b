"""The console: what happens in the relay, and the buttons to change it, for tests and training."""
