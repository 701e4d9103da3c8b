"""Letters and costs by channel over REST."""
