"""What the batch refuses, as problem details."""

from collections.abc import Iterator
from contextlib import contextmanager

from formedlare.api.problems import Problem
from formedlare.batch.arriving.uploading import WrongOffset
from infra.errors import MaximumExceeded, MinaMeddelandenError, SystemFault


@contextmanager
def as_problems() -> Iterator[None]:
    """Within this, refusals of the domain become problems."""
    try:
        yield
    except MinaMeddelandenError as refusal:
        raise Problem(_kind(refusal), refusal.swedish, refusal.english) from refusal


def _kind(refusal: MinaMeddelandenError) -> str:
    if isinstance(refusal, SystemFault):
        return "unavailable"
    if isinstance(refusal, MaximumExceeded):
        return "too-large"
    return "conflict" if isinstance(refusal, WrongOffset) else "invalid"
