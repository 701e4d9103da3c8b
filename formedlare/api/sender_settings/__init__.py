"""What a sender keeps with the relay, over REST: its rules and plan, its addresses."""
