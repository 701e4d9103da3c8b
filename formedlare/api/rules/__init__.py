"""The rules of the channel switch over REST."""
