"""SOAP 1.1, document/literal: bytes in, typed message, handler, bytes out; and a client that does the reverse."""
