"""Letters: the search among them, and the life of one."""
