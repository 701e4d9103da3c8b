"""The decisions of a sender: rules of the channel switch, plan, address register; and the trial of them."""
