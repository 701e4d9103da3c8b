"""The mailbox operators' operations: translations between the contract and reception."""
