"""REST of the office gateway: the addresses that may send, the mails that were taken, and the replies."""
