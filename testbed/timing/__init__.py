"""How fast letters go through the relay: at once, as in reality, or one by one when a tester releases them."""
