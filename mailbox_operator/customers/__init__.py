"""What an operator does with the register for its customers: accounts, choices, consents, and who may act."""
