"""Requests that wait for something to happen, and are answered the moment that it has."""
