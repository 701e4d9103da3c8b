"""`python -m bench.recording`: how much longer deliveries take because the journal records them.

Two simulators run beside each other, from copies of one data folder: one records, one does not. Blocks of letters
go to them by turns, over TLS, so that both meet the same machine. What counts is the median of how many times as
long a block takes that is recorded. Some work comes after a block, such as announcements, and rows of the journal
that had to wait. The next block waits for it, and its CPU time is shown beside that of the deliveries.
"""

import argparse
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench import report
from bench.load import generator, simulator_process
from bench.measures import processes

FOLDER = simulator_process.ROOT / "var" / "bench"
GOAL = 1.05
PATH = "/webservice/accao/Service/v3"
WRITTEN_WITHIN = 10.0
"""Seconds within which a simulator has written what it recorded."""
AFTERWARDS = 2.0
"""Seconds after a block in which its announcements are sent, and the journal begins to write."""
WARM_UP = 2
"""Blocks that each gets before those that count."""


def main() -> None:
    arguments = _arguments()
    data = FOLDER / "recording"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    seeded = data / "off"
    seeded.mkdir()
    os.environ.update(MM_DATA_DIR=str(seeded), DJANGO_SETTINGS_MODULE="infra.settings")
    results = {"recording of deliverSecure": _measure(data, arguments)}
    report.print_results(results)
    print(f"\n{report.save_results(results, FOLDER)}")
    shutil.rmtree(data)


def _measure(data: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    blocks = _blocks(data, arguments)
    if len(blocks) <= 2 * WARM_UP:
        raise SystemExit(f"too few letters: more than {(2 * WARM_UP + 2) * arguments.block - 1} are needed")
    shutil.copytree(data / "off", data / "on")
    with ExitStack() as stack:
        simulators = {
            journal: stack.enter_context(
                simulator_process.running_simulator(
                    data / journal,
                    simulator_process.find_free_port(),
                    simulator_process.find_free_port(),
                    MM_JOURNAL=journal,
                )
            )
            for journal in ("on", "off")
        }
        costs = [
            _measure_block(simulators["off" if place % 2 else "on"], block, arguments.connections)
            for place, block in enumerate(blocks)
        ][2 * WARM_UP :]
    return _result(costs[::2], costs[1::2], arguments.block)


@dataclass(frozen=True)
class _Costs:
    """What a block of letters cost, in seconds."""

    duration: float
    cpu: float
    cpu_afterwards: float
    """Of the work that was done when all letters were delivered."""


def _measure_block(
    simulator: simulator_process.RunningSimulator, block: list[tuple[str, Path]], connections: int
) -> _Costs:
    begun = processes.cpu_seconds(simulator.pid)
    duration = _deliver(simulator, block, connections)
    delivered = processes.cpu_seconds(simulator.pid)
    time.sleep(AFTERWARDS)
    _wait_until_written(simulator.data / "journal")
    return _Costs(duration, delivered - begun, processes.cpu_seconds(simulator.pid) - delivered)


def _result(recorded: Sequence[_Costs], plain: Sequence[_Costs], letters: int) -> dict[str, Any]:
    def milliseconds(values: Iterator[float]) -> float:
        return round(median(values) * 1000 / letters, 2)

    return {
        "letters": letters * (len(recorded) + len(plain)),
        "ms per letter, recorded": milliseconds(each.duration for each in recorded),
        "ms per letter, not recorded": milliseconds(each.duration for each in plain),
        "times as long": round(
            median(one.duration / other.duration for one, other in zip(recorded, plain, strict=True)), 3
        ),
        "goal": GOAL,
        "CPU ms per letter, recorded": milliseconds(each.cpu for each in recorded),
        "CPU ms per letter, not recorded": milliseconds(each.cpu for each in plain),
        "CPU ms afterwards, recorded": milliseconds(each.cpu_afterwards for each in recorded),
        "CPU ms afterwards, not recorded": milliseconds(each.cpu_afterwards for each in plain),
    }


def _blocks(data: Path, arguments: argparse.Namespace) -> list[list[tuple[str, Path]]]:
    """Letters in blocks: of each the relay that delivers it, and its file."""
    import django  # noqa: PLC0415 (the data folder must stand in the environment first)

    django.setup()
    from bench.load import letters, seeding  # noqa: PLC0415 (they need Django)

    recipients = seeding.make_demo_world(mailboxes=100)
    made = letters.make_requests(data / "letters", arguments.letters, arguments.bytes, recipients)
    files = sorted(((relay, file) for relay, files in made.items() for file in files), key=lambda each: each[1])
    pair = 2 * arguments.block
    whole = len(files) // pair * pair
    return [files[start : start + arguments.block] for start in range(0, whole, arguments.block)]


def _deliver(
    simulator: simulator_process.RunningSimulator, block: list[tuple[str, Path]], connections: int
) -> float:
    outcome = generator.send_requests(list(_lanes(simulator, block, connections)), wanted=b"Delivered>true<")
    if outcome.refused:
        raise SystemExit(outcome.refused[0].decode(errors="replace"))
    return outcome.elapsed


def _lanes(
    simulator: simulator_process.RunningSimulator, block: list[tuple[str, Path]], connections: int
) -> Iterator[tuple[generator.Target, Iterator[Path]]]:
    from bench.load import letters  # noqa: PLC0415 (it needs Django)

    files: dict[str, list[Path]] = {}
    for relay, file in block:
        files.setdefault(relay, []).append(file)
    pki = simulator.data / "pki"
    for relay, share in letters.share_connections(files, connections):
        yield generator.Target(simulator.soap_port, PATH, pki / "ca.pem", pki / "clients" / relay), share


def _wait_until_written(journal: Path) -> None:
    """Wait until no process has exchanges that are not written."""
    until = time.monotonic() + WRITTEN_WITHIN
    while any(journal.glob("*.pending")) and time.monotonic() < until:
        time.sleep(0.05)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.recording", description=__doc__)
    parser.add_argument("--letters", type=int, default=9_600)
    parser.add_argument("--bytes", type=int, default=60_000, help="size of one SOAP request")
    parser.add_argument("--block", type=int, default=300, help="letters between two changes")
    parser.add_argument("--connections", type=int, default=8)
    return parser.parse_args()


if __name__ == "__main__":
    main()
