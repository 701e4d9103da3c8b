"""Outgoing e-mail and SMS: shown on the simulated phone, or sent by a real mail server to allowed addresses."""
