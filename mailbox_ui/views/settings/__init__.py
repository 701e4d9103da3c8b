"""The pages of a mailbox's settings: announcements, senders, who may read, and the log."""
