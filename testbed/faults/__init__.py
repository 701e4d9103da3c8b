"""Faults on demand: rules of testers by which calls, mails and webhooks fail, are late, or break off."""
