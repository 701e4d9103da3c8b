"""SOAP over HTTP: bodies, connections that break, and answers at addresses without a service."""
