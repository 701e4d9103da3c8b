"""Letters over REST: found by what is known of them, and one with its whole history."""
