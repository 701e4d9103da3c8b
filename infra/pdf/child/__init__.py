"""The code of the child processes, the only code that opens PDFs that come from outside."""
