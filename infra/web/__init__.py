"""The addresses of the listeners, the access to the console, static files, and health checks."""
