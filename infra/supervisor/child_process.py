"""Parent and child: forking, and not outliving one's parent."""

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

_PR_SET_PDEATHSIG = 1
_M_ARENA_MAX = -8
_ARENAS = 2
_NEW_OBJECTS_BETWEEN_SEARCHES = 20_000


def die_with_parent(parent: int) -> None:
    """Ask the kernel to kill this process when `parent` ends, however it ends.

    Only Linux has this. Elsewhere gunicorn's workers notice by themselves, within a second.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)


def share_memory_among_threads() -> None:
    """Let the C library keep freed memory in two places instead of one for each thread.

    Letters are large and short-lived, and each thread's place keeps what it once needed: under load that
    was 150 MB more in all processes together. glibc alone has this.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS)


def search_for_cycles_seldom() -> None:
    """Let Python look for objects that hold one another only when there are many new ones.

    A letter makes a few thousand objects and next to no cycles among them: not looking every 700 objects saves a
    twentieth of its time.
    """
    gc.set_threshold(_NEW_OBJECTS_BETWEEN_SEARCHES)


def fork(run: Callable[[], object], output: int) -> int:
    """Run `run` in a child process with its output in the pipe `output`. Returns the child's id.

    The child leads a process group of its own: Ctrl-C reaches the parent alone, which then stops
    everything in order, and what the child starts can be ended together with it.
    """
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        _live(run, output, parent)
    with suppress(OSError):
        # Both sides set it: whoever comes first.
        os.setpgid(child, child)
    return child


def _live(run: Callable[[], object], output: int, parent: int) -> NoReturn:
    code: object = 1
    try:
        with suppress(OSError):
            os.setpgid(0, 0)
        die_with_parent(parent)
        share_memory_among_threads()
        _own_signals()
        _own_output(output)
        run()
        code = 0
    except SystemExit as end:
        code = end.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        # Not sys.exit: what the parent has registered for its own end is not the child's to do.
        os._exit(code if isinstance(code, int) else int(code is not None))


def _own_signals() -> None:
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)


def _own_output(output: int) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(nothing)
    os.close(output)


def kill_group(leader: int, number: int) -> None:
    """Signal a child and everything it has started. Nothing to do when they are gone."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, number)


def how_it_ended(status: int) -> str:
    """A wait status in words."""
    code = os.waitstatus_to_exitcode(status)
    if code >= 0:
        return f"exit code {code}"
    return f"killed by {signal.Signals(-code).name}"
