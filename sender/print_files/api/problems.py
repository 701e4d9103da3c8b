"""Refusals of print files as problem details."""

from collections.abc import Iterator
from contextlib import contextmanager

from infra.errors import MaximumExceeded, MinaMeddelandenError, SystemFault
from infra.rest.problems import Problem
from sender.print_files.arrival.uploads import WrongOffset
from sender.print_files.retention import PrintFileBusy


@contextmanager
def as_problems() -> Iterator[None]:
    """Within this, refusals of the domain become problems."""
    try:
        yield
    except MinaMeddelandenError as refusal:
        raise Problem(_kind(refusal), refusal.text.swedish, refusal.text.english) from refusal
    except OSError as problem:
        raise Problem(
            "unavailable",
            f"Filen går inte att skriva ({problem.strerror}). Det som kom är kvar; försök igen när plats finns.",
            f"The file cannot be written ({problem.strerror}). What came is kept; try again when there is room.",
        ) from problem


def _kind(refusal: MinaMeddelandenError) -> str:
    if isinstance(refusal, SystemFault):
        return "unavailable"
    if isinstance(refusal, MaximumExceeded):
        return "too-large"
    return "conflict" if isinstance(refusal, (WrongOffset, PrintFileBusy)) else "invalid"
