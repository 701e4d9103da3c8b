"""The ways a letter can take: where it goes, and what carries it there."""
