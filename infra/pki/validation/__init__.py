"""Checks of a certificate and its chain by RFC 5280, and the reasons for which one is not accepted."""
