"""The SOAP message: its envelope, its parser, and the faults of refusals."""
