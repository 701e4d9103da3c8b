"""What lies in the mailboxes, for testers: found, read back, and read as the holder reads."""
