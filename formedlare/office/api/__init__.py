"""REST of the office gateway: whose mail is taken."""
