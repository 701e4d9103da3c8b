"""Print files over REST."""
