"""Access to the console and REST: passwords, the origin of a change, and its author."""
