"""The timing of letters in the relay: at once, as in reality, or one by one when a tester releases them."""
