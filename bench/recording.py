"""`python -m bench.recording`: how much longer a delivery takes because the journal records it.

Two simulators run beside each other, from copies of one data folder: one records, one does not. Blocks of letters
go to them by turns, over TLS, so that both meet the same machine. What counts is the CPU time that all processes
of each take from the first block that counts to the end of the last: some of their work comes after a block.
"""

import argparse
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench import report
from bench.load import generator, simulator_process
from bench.measures import processes

FOLDER = simulator_process.ROOT / "var" / "bench"
GOAL = 1.05
PATH = "/webservice/accao/Service/v3"
WRITTEN_WITHIN = 10.0
"""Seconds within which a simulator has written what it recorded."""
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
        used: dict[str, float] = {}
        for place, block in enumerate(blocks):
            if place == 2 * WARM_UP:
                used = _cpu_of(simulators)
            _deliver(simulators["off" if place % 2 else "on"], block, arguments.connections)
        _wait_until_written(data / "on" / "journal")
        used = {journal: after - used[journal] for journal, after in _cpu_of(simulators).items()}
    counted = (len(blocks) - 2 * WARM_UP) // 2 * arguments.block
    with_it, without = (used[journal] * 1000 / counted for journal in ("on", "off"))
    return {
        "letters": counted * 2,
        "CPU ms per letter, recorded": round(with_it, 2),
        "CPU ms per letter, not recorded": round(without, 2),
        "times as long": round(with_it / without, 3),
        "goal": GOAL,
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


def _cpu_of(simulators: Mapping[str, simulator_process.RunningSimulator]) -> dict[str, float]:
    """Seconds of CPU that each has used so far."""
    return {journal: processes.cpu_seconds(simulator.pid) for journal, simulator in simulators.items()}


def _deliver(
    simulator: simulator_process.RunningSimulator, block: list[tuple[str, Path]], connections: int
) -> None:
    outcome = generator.send_requests(list(_lanes(simulator, block, connections)), wanted=b"Delivered>true<")
    if outcome.refused:
        raise SystemExit(outcome.refused[0].decode(errors="replace"))


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
    parser.add_argument("--letters", type=int, default=6_000)
    parser.add_argument("--bytes", type=int, default=60_000, help="size of one SOAP request")
    parser.add_argument("--block", type=int, default=200, help="letters between two changes")
    parser.add_argument("--connections", type=int, default=8)
    return parser.parse_args()


if __name__ == "__main__":
    main()
