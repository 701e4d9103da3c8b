"""A holder's mailbox: opened and closed, its letters filed, read and listed, and its log."""
