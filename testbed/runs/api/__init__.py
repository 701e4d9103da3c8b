"""Runs, people, companies, actors and operators over REST."""
