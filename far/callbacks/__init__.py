"""FaR calls mailbox operators: which accounts were removed, and which mailboxes are unused."""
