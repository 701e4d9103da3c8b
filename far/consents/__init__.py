"""Consents: a holder lets another person use the mailbox.

Register, accept, refuse and end them, find them, and log how they are used. docs/consent.md tells the rules.
"""
