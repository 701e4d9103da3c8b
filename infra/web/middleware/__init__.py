"""Middleware of the web listener."""
