"""What runs in the child processes: the only code that opens a PDF of somebody else's."""
