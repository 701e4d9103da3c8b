"""Official matters: the events that letters tell of, and the cases that they form in a mailbox."""
