"""`python -m bench.register`: the register with few and with many accounts.

Without `--servers` on SQLite; with it on a PostgreSQL of its own. For each number of accounts: loading them,
isReachable with 1,000 recipients, single look-ups, storeAccountPreferences, and all accounts in pages. The load
generator shares the cores with the simulator, so the CPU time of the simulator for each call is given, too.
"""

import argparse
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import relay, report
from bench.load import simulator_process

GOALS = {
    "goal: isReachable(1000) p50 ms": 40,
    "goal: growth of that": 1.2,
    "goal: look-ups a second": 1_000,
    "goal: preferences a second": 300,
    "goal: MiB of the largest process": 150,
}
ACCOUNTS = {True: [10_000, 1_000_000, 8_000_000], False: [10_000, 1_000_000]}
"""On PostgreSQL, and on SQLite."""
BYTES_PER_ACCOUNT = 600
"""Of disk, with indexes, the write-ahead log and what the log of the register says of it."""


def main() -> None:
    arguments = _arguments()
    arguments.accounts = arguments.accounts or ACCOUNTS[arguments.servers]
    _require_disk(max(arguments.accounts))
    relay.run("register", _measure, arguments)


def _measure(arguments: argparse.Namespace, data: Path, ports: tuple[int, int]) -> dict[str, Any]:
    from bench.load import seeding  # noqa: PLC0415 (they need Django)
    from bench.measures import register_calls  # noqa: PLC0415 (they need Django)

    seeding.make_demo_world(mailboxes=10)
    results: dict[str, Any] = {"load of the machine before": round(os.getloadavg()[0], 1)}
    medians: list[float] = []
    for count in arguments.accounts:
        figures = _loaded(lambda count=count: seeding.fill_register(count))  # type: ignore[misc]  # a default argument
        with simulator_process.running_simulator(data, *ports, MM_VALIDATE_ANSWERS="false") as simulator:
            figures |= register_calls.measure(simulator, data / f"questions-{count}", arguments)
        report.print_results({f"{count:,} accounts": figures})
        medians.append(figures["isReachable(1000) p50 ms"])
        results |= {f"{count:,}: {name}": value for name, value in figures.items()}
    results["growth of isReachable(1000)"] = round(medians[-1] / medians[0], 2)
    return results | {"load of the machine after": round(os.getloadavg()[0], 1)} | GOALS


def _loaded(load: Callable[[], object]) -> dict[str, Any]:
    wall, cpu = time.perf_counter(), time.process_time()
    load()
    return {
        "seconds to load": round(time.perf_counter() - wall, 1),
        "CPU seconds of that, Python": round(time.process_time() - cpu, 1),
    }


def _require_disk(accounts: int) -> None:
    relay.FOLDER.mkdir(parents=True, exist_ok=True)
    needed, free = accounts * BYTES_PER_ACCOUNT, shutil.disk_usage(relay.FOLDER).free
    if free < needed:
        raise SystemExit(f"{accounts:,} accounts need about {needed >> 20:,} MiB of disk; {free >> 20:,} are free")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.register", description=__doc__)
    parser.add_argument("--servers", action="store_true", help="on PostgreSQL, started for this")
    parser.add_argument("--accounts", type=int, nargs="*", help="how many accounts, one after the other")
    parser.add_argument("--calls", type=int, default=100, help="calls of isReachable with 1,000 recipients")
    parser.add_argument("--lookups", type=int, default=5_000, help="calls of isReachable with one")
    parser.add_argument("--changes", type=int, default=2_000, help="calls of storeAccountPreferences")
    parser.add_argument("--connections", type=int, default=8)
    return parser.parse_args()


if __name__ == "__main__":
    main()
