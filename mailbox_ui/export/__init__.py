"""A mailbox saved as a ZIP file, and the check of such a file later."""
