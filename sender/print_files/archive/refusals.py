"""The errors of a print file, and of one of its lines."""

from infra.errors import InvalidInput


class PrintFileRefused(InvalidInput):
    """The file cannot be used as a whole."""


class LineRefused(InvalidInput):
    """One letter cannot be sent. The others can."""
