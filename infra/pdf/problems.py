"""The problems for which a PDF cannot be read or drawn."""

from enum import StrEnum


class PdfProblem(StrEnum):
    """The reason why."""

    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    DYNAMIC_FORM = "dynamic form"
    """An XFA form: only Adobe's reader makes its pages, and the file itself has a page that asks to wait."""
    TOO_LARGE = "too large"
    """The file, or the answer that would be made of it."""
    TOO_MANY_PAGES = "too many pages"
    TOO_SLOW = "too slow"
    TOO_MUCH_MEMORY = "too much memory"
    """Or it made PDFium crash: the parent cannot tell the two apart."""
    BUSY = "busy"
    """All child processes are at work; the same file may be read in a while."""


class PdfError(Exception):
    """A PDF cannot be read or drawn."""

    def __init__(self, problem: PdfProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem
