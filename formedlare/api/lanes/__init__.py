"""The relay's lanes over REST."""
