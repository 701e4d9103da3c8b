"""Views of a person's mailboxes: choose, get, change and close one, and act for others."""
