"""Output of commands that survives a closed pipe."""

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
        # Discard the remaining output, or else Python prints an error about it when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
