"""REST of the register."""
