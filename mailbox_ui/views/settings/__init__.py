"""The pages of a mailbox's settings: announcements, senders, consents, and the log."""
