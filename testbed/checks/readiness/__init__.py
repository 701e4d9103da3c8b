"""Checks whether a sender is ready to send: its certificate, its entries in the registers, and a first letter."""
