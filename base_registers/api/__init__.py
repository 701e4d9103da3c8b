"""The base registers over REST."""
