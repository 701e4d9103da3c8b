"""The services of the base registers."""
