"""The errors of a print file, and of one of its lines."""

from infra.errors import InvalidInput
from infra.errors.explanation import Check


class PrintFileRefused(InvalidInput):
    """The file cannot be used as a whole."""

    slug = "print-file-refused"
    check = Check.CONTENT


class LineRefused(InvalidInput):
    """One letter cannot be sent. The others can."""

    slug = "print-file-letter-refused"
    check = Check.CONTENT
