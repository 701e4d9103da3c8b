"""Log-in, and the mail that each person may see."""
