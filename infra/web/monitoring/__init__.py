"""Health checks and figures."""
