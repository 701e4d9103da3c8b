"""Why what a request waits for has not come, in words."""
