"""Loads many accounts into the register, beside a running simulator."""
