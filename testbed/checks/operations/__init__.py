"""Checks of one operation each: what a service would refuse in its request."""
