"""Nothing that people send may take time with the square of its length."""
