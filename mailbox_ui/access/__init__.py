"""Who is logged in, and whose mail is whose."""
