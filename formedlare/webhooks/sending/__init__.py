"""How an event leaves: whose turn it is, where it may go, signed, posted."""
