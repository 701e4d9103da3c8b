"""Looks at what is new for all requests that wait, and answers them."""
