"""What the simulator's processes cost: CPU time and memory, from /proc."""

import os
import threading
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def family(root: int) -> list[int]:
    """The process and all its descendants."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(status.parent.name))
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo.extend(children.get(pid, []))
    return found


def cpu_seconds(root: int) -> float:
    """User and system time that the living processes of the family have used."""
    return sum(_cpu(pid) for pid in family(root))


def memory_mib(root: int) -> float:
    """Proportional memory (PSS) of the family, in MiB: shared pages are counted once."""
    return sum(_memory(pid, "Pss") for pid in family(root)) / 1024


def largest_mib(root: int) -> float:
    """Resident memory of the largest process of the family, in MiB."""
    return max(_memory(pid, "Rss") for pid in family(root)) / 1024


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def _memory(pid: int, kind: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{kind}:")), 0)


class PeakMemory:
    """Watches the family's memory from the side until told to stop."""

    def __init__(self, root: int, every: float = 0.5) -> None:
        self._root, self._every = root, every
        self._stop = threading.Event()
        self.mib = memory_mib(root)
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "PeakMemory":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(self._every):
            self.mib = max(self.mib, self._look())

    def _look(self) -> float:
        return memory_mib(self._root)


class LargestProcess(PeakMemory):
    """Watches the largest process of the family instead: its resident memory, shared pages included."""

    def __init__(self, root: int, every: float = 0.5) -> None:
        super().__init__(root, every)
        self.mib = largest_mib(root)

    def _look(self) -> float:
        return largest_mib(self._root)
