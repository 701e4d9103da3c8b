"""Views of a mailbox: its lists, its letters, and what may be done with them."""
