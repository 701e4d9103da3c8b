"""Functions that run when a process of the simulator ends in order: by a signal or because its work is done.

Python's atexit does not suffice: the supervisor's children end without it, so that what their parent has
registered does not run in them.
"""

import atexit
import logging
from collections.abc import Callable
from typing import Final

logger = logging.getLogger(__name__)

_functions: Final[list[Callable[[], object]]] = []


def call_at_end(function: Callable[[], object]) -> None:
    """Call the function when this process ends, and when one that is forked from it ends."""
    if not _functions:
        atexit.register(run_functions)
    if function not in _functions:
        _functions.append(function)


def run_functions() -> None:
    """Call each function once; the error of one does not keep the others from running."""
    while _functions:
        try:
            _functions.pop()()
        except Exception:
            logger.exception("something failed at the end of the process")
