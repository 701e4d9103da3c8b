"""`python -m bench.relay`: what the relay takes in, how fast it drains a backlog, and what that costs.

Without `--servers` on the embedded default; with it on a PostgreSQL and a Redis of its own.
"""

import argparse
import contextlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench import report
from bench.load import simulator_process
from tests.servers import postgres_server, redis_server

FOLDER = simulator_process.ROOT / "var" / "bench"
POSTGRESQL = ("shared_buffers=2GB",)
"""As docker-compose.yml sets it up."""
GOALS = {"embedded default": {"drained": 60}, "PostgreSQL and Redis": {"taken in": 278, "drained": 100}}


Measure = Callable[[argparse.Namespace, Path, tuple[int, int]], dict[str, Any]]


def main() -> None:
    run("relay", _measure, _arguments())


def run(title: str, measure: Measure, arguments: argparse.Namespace) -> None:
    """Measure in a world of its own, on servers of its own if `arguments.servers`; show and keep the results."""
    data = FOLDER / title.replace(" ", "-")
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    ports = (simulator_process.find_free_port(), simulator_process.find_free_port())
    os.environ.update(
        MM_DATA_DIR=str(data),
        MM_HTTP_PORT=str(ports[0]),
        MM_SOAP_PORT=str(ports[1]),
        DJANGO_SETTINGS_MODULE="infra.settings",
    )
    with _servers(arguments.servers):
        import django  # noqa: PLC0415 (data folder and database must stand in the environment first)

        django.setup()
        results = {f"{title}, {_ground(arguments)}": measure(arguments, data, ports)}
    report.print_results(results)
    print(f"\n{report.save_results(results, FOLDER)}")
    shutil.rmtree(data)


@contextlib.contextmanager
def _servers(wanted: bool) -> Iterator[None]:
    if not wanted:
        yield
        return
    with postgres_server(*POSTGRESQL) as postgres, redis_server() as redis:
        os.environ.update(DATABASE_URL=postgres.url, REDIS_URL=redis.url)
        yield


def _ground(arguments: argparse.Namespace) -> str:
    return "PostgreSQL and Redis" if arguments.servers else "embedded default"


def _measure(arguments: argparse.Namespace, data: Path, ports: tuple[int, int]) -> dict[str, Any]:
    from bench.load import seeding  # noqa: PLC0415 (they need Django)
    from bench.measures import backlog  # noqa: PLC0415 (they need Django)

    recipients = seeding.make_demo_world(mailboxes=arguments.mailboxes)
    folder = data / "letters"
    results = backlog.measure_intake(data, ports, folder, recipients, arguments)
    results |= backlog.measure_drain(data, ports, arguments.letters)
    if arguments.finished:
        backlog.add_finished(arguments.finished)
        again = backlog.measure_intake(data, ports, folder, recipients, arguments, count=arguments.again)
        assert again["taken in"] == arguments.again
        slower = backlog.measure_drain(data, ports, arguments.again)
        results[f"drained per second with {arguments.finished:,} finished"] = slower["drained per second"]
        results["time per letter, ratio"] = round(results["drained per second"] / slower["drained per second"], 2)
    return results | {f"goal: {what} per second": goal for what, goal in GOALS[_ground(arguments)].items()}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.relay", description=__doc__)
    parser.add_argument("--servers", action="store_true", help="on PostgreSQL and Redis, started for this")
    parser.add_argument("--letters", type=int, default=20_000)
    parser.add_argument("--bytes", type=int, default=60_000, help="size of one SOAP request")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--mailboxes", type=int, default=5_000, help="among how many holders letters go")
    parser.add_argument("--finished", type=int, default=200_000, help="finished letters for the second round")
    parser.add_argument("--again", type=int, default=3_000, help="letters of the second round")
    return parser.parse_args()


if __name__ == "__main__":
    began = time.monotonic()
    main()
    print(f"took {time.monotonic() - began:.0f} s")
