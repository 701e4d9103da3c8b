"""The pages of mailbox operators: their customers, their departure, and what they are told."""
