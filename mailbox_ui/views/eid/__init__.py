"""Views of the simulated e-legitimation: log in, sign, and approve both on the phone."""
