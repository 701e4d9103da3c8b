"""Child processes: fork them, signal them, and end them when their parent ends."""

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn

from infra.supervisor import process_end

_PR_SET_PDEATHSIG = 1
_M_ARENA_MAX = -8
_ARENAS = 2
_NEW_OBJECTS_BETWEEN_SEARCHES = 20_000


def die_with_parent(parent: int) -> None:
    """Ask the kernel to kill this process when `parent` ends, however it ends.

    Only Linux offers this. On other systems gunicorn's workers notice it themselves within a second.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)


def share_memory_among_threads() -> None:
    """Let the C library keep freed memory in two places instead of one for each thread.

    Letters are large and short-lived, and each thread's place keeps the memory that it once needed: under load
    that was 150 MB in all processes together. Only glibc offers this.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS)


def search_for_cycles_seldom() -> None:
    """Let Python search for reference cycles only when there are many new objects.

    A letter makes a few thousand objects and hardly any cycles. Not searching after every 700 objects saves a
    twentieth of the time per letter.
    """
    gc.set_threshold(_NEW_OBJECTS_BETWEEN_SEARCHES)


def fork_process(run: Callable[[], object], output: int) -> int:
    """Run `run` in a child process with its output in the pipe `output`. Returns the child's id.

    The child leads a process group of its own: Ctrl-C reaches the parent alone, which then stops
    everything in order, and what the child starts can be ended together with it.
    """
    parent = os.getpid()
    _write_buffered()
    child = os.fork()
    if child == 0:
        _run_child(run, output, parent)
    with suppress(OSError):
        # Parent and child both set it: either may run first.
        os.setpgid(child, child)
    return child


def _run_child(run: Callable[[], object], output: int, parent: int) -> NoReturn:
    code: object = 1
    try:
        with suppress(OSError):
            os.setpgid(0, 0)
        die_with_parent(parent)
        share_memory_among_threads()
        _reset_signals()
        _redirect_output(output)
        run()
        code = 0
    except SystemExit as end:
        code = end.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        process_end.run_functions()
        _write_buffered()
        # Not sys.exit: the parent's exit handlers must not run in the child.
        os._exit(code if isinstance(code, int) else int(code is not None))


def _reset_signals() -> None:
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)


def _redirect_output(output: int) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(nothing)
    os.close(output)


@dataclass(frozen=True)
class CallInChild:
    """A call that a child process makes."""

    child: int
    answer: int
    """The pipe that the error comes through, if it is of the class that is expected."""
    expected: type[Exception]

    def require_success(self) -> None:
        """Wait for the end of the call.

        Raises:
            The error that is expected: the call raised it, with these words.
            SystemExit: the child ended otherwise, and has said why.
        """
        with open(self.answer, encoding="utf-8") as pipe:
            words = pipe.read()
        _, status = os.waitpid(self.child, 0)
        if words:
            raise self.expected(words)
        if status:
            raise SystemExit(describe_end(status))


def call_in_child(call: Callable[[], object], expected: type[Exception]) -> CallInChild:
    """Make the call in a child process, so that nothing of what it loads stays in the memory of this one."""
    reader, writer = os.pipe()
    parent = os.getpid()
    _write_buffered()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _make_call(call, expected, writer, parent)
    os.close(writer)
    return CallInChild(child, reader, expected)


def _make_call(call: Callable[[], object], expected: type[Exception], answer: int, parent: int) -> NoReturn:
    code = 1
    try:
        die_with_parent(parent)
        call()
        code = 0
    except expected as problem:
        os.write(answer, str(problem).encode())
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        process_end.run_functions()
        _write_buffered()
        os._exit(code)


def _write_buffered() -> None:
    """A child would write once more what still lies in a buffer, and lose what lies in its own when it ends."""
    sys.stdout.flush()
    sys.stderr.flush()


def signal_group(leader: int, number: int) -> None:
    """Send a signal to a child and to all processes that it has started, if they still exist."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, number)


def describe_end(status: int) -> str:
    """A wait status in words."""
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        return f"exit code {code}"
    return f"killed by {signal.Signals(-code).name}"
