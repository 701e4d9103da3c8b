"""The values and forms of the pages about the base registers."""
