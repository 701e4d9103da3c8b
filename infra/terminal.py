"""What commands say, to whoever reads it for as long as they like."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def reader_may_leave() -> Iterator[None]:
    """Within this, end quietly when the reader of the output has gone, as `head` does after ten lines."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # What is left to be said goes nowhere: else Python would say at its end that it cannot.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
