"""The simulated e-legitimation over REST."""
