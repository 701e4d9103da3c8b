"""What a sender decides: rules of the channel switch, plan, address register; and how to try them."""
