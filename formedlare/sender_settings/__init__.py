"""The settings that a sender has at the relay: addresses, rules of the channel switch, and the retry plan."""
