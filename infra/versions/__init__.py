"""Versions of data that all processes share: each changes when what it stands for has changed."""
