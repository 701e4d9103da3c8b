"""Tests that change the whole simulator, and so run by themselves."""
