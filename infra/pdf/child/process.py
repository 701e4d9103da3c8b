"""The loop of a child process: set limits, then answer questions until none has come for a while."""

import math
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final

from infra.pdf.child import drawing, sheets
from infra.pdf.child.other_files import calendar, word
from infra.pdf.child.page_text import lines, text
from infra.pdf.frames import Frame, pack_frame, unpack_frame
from infra.pdf.problems import PdfError, PdfProblem

IDLE_SECONDS: Final = 15.0
"""After so long without a question a child ends."""
MAX_OPEN_FILES: Final = 16
OPERATIONS: Final[Mapping[str, Callable[[Frame], Frame]]] = {
    "calendar": calendar.read_calendar,
    "draw": drawing.draw_page,
    "join": sheets.join_documents,
    "lines": lines.read_lines,
    "measure": lines.measure_pages,
    "place": sheets.place_pages,
    "read": text.read_text,
    "word": word.read_word,
}


def answer_questions(memory: int) -> None:
    """Answer questions until the parent ends or asks nothing for a while."""
    _set_limit(resource.RLIMIT_AS, memory)
    _set_limit(resource.RLIMIT_CORE, 0)
    _set_limit(resource.RLIMIT_FSIZE, 0)
    _set_limit(resource.RLIMIT_NOFILE, MAX_OPEN_FILES)
    # Its parent ends it; Ctrl-C on the terminal is for the parent.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while _wait_for_question():
        question = unpack_frame(_read)
        _limit_question(question.values)
        for piece in pack_frame(_answer_question(question)):
            _write(piece)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _wait_for_question() -> bool:
    ready, _, _ = select.select([0], [], [], IDLE_SECONDS)
    return bool(ready)


def _answer_question(question: Frame) -> Frame:
    try:
        return OPERATIONS[question.values["operation"]](question)
    except PdfError as problem:
        return Frame({"problem": problem.problem.value})
    except MemoryError:
        return Frame({"problem": PdfProblem.TOO_MUCH_MEMORY.value})
    except Exception:
        # Damaged files raise many kinds of errors in the libraries; all mean the same to people.
        return Frame({"problem": PdfProblem.DAMAGED.value})


def _set_limit(what: int, most: int) -> None:
    # Some systems know a limit and refuse to set it.
    with suppress(ValueError, OSError):
        resource.setrlimit(what, (most, most))


def _limit_question(values: Mapping[str, Any]) -> None:
    """Let the kernel end this process when the question takes too long, also when the parent is gone."""
    used = math.ceil(time.process_time())
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used + int(values["cpu_seconds"]), hard))
    signal.setitimer(signal.ITIMER_REAL, float(values["wall_seconds"]))


def _read(count: int) -> bytes:
    found = bytearray()
    while len(found) < count:
        some = os.read(0, min(count - len(found), 1 << 20))
        if not some:
            sys.exit(0)
        found += some
    return bytes(found)


def _write(octets: bytes) -> None:
    left = memoryview(octets)
    while left:
        left = left[os.write(1, left) :]
