"""REST of the office gateway: whose mail is taken, which mails were, and what went back."""
