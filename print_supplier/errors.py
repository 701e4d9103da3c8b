"""Why a letter cannot be printed, or not now."""

from infra.errors import MinaMeddelandenError
from infra.errors.codes import ErrorCode
from infra.errors.explanation import Check


class NotPrintable(MinaMeddelandenError):
    """The letter's content cannot be printed, now or later."""

    code = ErrorCode.SENDING_FAILED
    slug = "letter-not-printable"
    check = Check.CONTENT


class TextTooLong(NotPrintable):
    """The messages alone fill more pages than are printed."""

    slug = "letter-text-too-long"
    check = Check.CONTENT


class AlphabetLacking(NotPrintable):
    """The text is written in letters that the typeface of the letter's own pages does not have."""

    slug = "letter-alphabet-not-printable"
    check = Check.CONTENT


class TooHeavy(NotPrintable):
    """No envelope holds so many sheets, or no postage class goes so high."""

    slug = "letter-too-heavy"
    check = Check.CONTENT


class PrinterBusy(MinaMeddelandenError):
    """All processes that read PDFs are at work: the letter can be prepared later."""

    code = ErrorCode.INTERNAL_ERROR
    slug = "printer-busy"
    check = Check.SYSTEM
