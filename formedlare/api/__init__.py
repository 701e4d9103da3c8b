"""REST: what became of each letter, the lanes, and the senders' rules. Thin: the rules live in the relay."""
