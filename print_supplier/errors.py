"""Why a letter cannot be printed, or not now."""

from infra.errors import ErrorCode, MinaMeddelandenError


class NotPrintable(MinaMeddelandenError):
    """The letter's content cannot be printed, now or later."""

    code = ErrorCode.SENDING_FAILED


class TextTooLong(NotPrintable):
    """The messages alone fill more pages than are printed."""


class TooHeavy(NotPrintable):
    """No envelope holds so many sheets, or no postage class goes so high."""


class PrinterBusy(MinaMeddelandenError):
    """All processes that read PDFs are at work: the letter can be prepared later."""

    code = ErrorCode.INTERNAL_ERROR
