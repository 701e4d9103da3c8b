"""`python -m bench.runs`: what a person on demand costs, and the removal of a small run, over REST."""

import argparse
import shutil
import statistics
import time
from collections.abc import Callable
from typing import Any

import requests

from bench import report
from bench.load import simulator_process

FOLDER = simulator_process.ROOT / "var" / "bench"
PEOPLE = 5
"""In a small run, beside one actor with its certificate."""


def main() -> None:
    arguments = _arguments()
    data = FOLDER / "runs"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    port = simulator_process.find_free_port()
    with simulator_process.running_simulator(data, port, simulator_process.find_free_port()):
        results = {"runs": measure(f"http://localhost:{port}/api/v1", arguments)}
    report.print_results(results)
    print(f"\n{report.save_results(results, FOLDER)}")
    shutil.rmtree(data)


def measure(api: str, arguments: argparse.Namespace) -> dict[str, Any]:
    """Milliseconds of each call."""
    with requests.Session() as session:
        session.trust_env = False
        run = _post(session, f"{api}/runs", "")
        people = [_timed(lambda: _post(session, f"{api}/people", run["label"])) for _ in range(arguments.people)]
        session.delete(f"{api}/runs/{run['id']}").raise_for_status()
        removals = [_removal(session, api) for _ in range(arguments.runs)]
    return {
        "a person p50 ms": _percentile(people, 0.50),
        "a person p99 ms": _percentile(people, 0.99),
        "a run removed p50 ms": _percentile(removals, 0.50),
        "a run removed p99 ms": _percentile(removals, 0.99),
    }


def _removal(session: requests.Session, api: str) -> float:
    run = _post(session, f"{api}/runs", "")
    _post(session, f"{api}/actors", run["label"])
    for _ in range(PEOPLE):
        _post(session, f"{api}/people", run["label"])
    return _timed(lambda: session.delete(f"{api}/runs/{run['id']}").raise_for_status())


def _post(session: requests.Session, address: str, label: str) -> dict[str, Any]:
    answer = session.post(address, json={}, headers={"X-MM-Label": label} if label else {})
    answer.raise_for_status()
    made: dict[str, Any] = answer.json()
    return made


def _timed(call: Callable[[], object]) -> float:
    begun = time.monotonic()
    call()
    return (time.monotonic() - begun) * 1_000


def _percentile(times: list[float], share: float) -> float:
    return round(statistics.quantiles(times, n=100, method="inclusive")[round(share * 100) - 1], 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.runs", description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--runs", type=int, default=40)
    return parser.parse_args()


if __name__ == "__main__":
    main()
