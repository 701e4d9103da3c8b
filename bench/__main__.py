"""`python -m bench`: measure on this machine, with the load generator beside the simulator."""

import argparse
import os
import shutil
from pathlib import Path

from bench import report
from bench.load import simulator_process

FOLDER = simulator_process.ROOT / "var" / "bench"


def main() -> None:
    arguments = _arguments()
    data = FOLDER / "world"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    ports = (simulator_process.find_free_port(), simulator_process.find_free_port())
    os.environ.update(
        MM_DATA_DIR=str(data),
        MM_HTTP_PORT=str(ports[0]),
        MM_SOAP_PORT=str(ports[1]),
        DJANGO_SETTINGS_MODULE="infra.settings",
    )
    results = _measure(arguments, data, ports)
    report.print_results(results)
    print(f"\n{report.save_results(results, FOLDER)}")
    shutil.rmtree(data)


def _measure(arguments: argparse.Namespace, data: Path, ports: tuple[int, int]) -> report.Results:
    import django  # noqa: PLC0415 (the data folder must stand in the environment first)

    django.setup()
    from bench.load import seeding  # noqa: PLC0415 (they need Django)
    from bench.measures import deliveries, reachability  # noqa: PLC0415 (they need Django)

    results: report.Results = {}
    recipients = seeding.make_demo_world(mailboxes=arguments.mailboxes)
    results["deliverSecure"] = deliveries.measure(
        data,
        ports,
        recipients,
        count=arguments.letters,
        size=arguments.bytes,
        connections=arguments.connections,
    )
    for accounts in arguments.accounts:
        seeding.fill_register(accounts)
        name = f"isReachable, {accounts:,} accounts"
        results[name] = reachability.measure(data, ports, calls=arguments.calls)
    return results


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--letters", type=int, default=6_000)
    parser.add_argument("--bytes", type=int, default=60_000, help="size of one SOAP request")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--mailboxes", type=int, default=1_000, help="among how many holders letters go")
    parser.add_argument("--accounts", type=int, nargs="*", default=[10_000, 1_000_000])
    parser.add_argument("--calls", type=int, default=100, help="calls of isReachable")
    return parser.parse_args()


if __name__ == "__main__":
    main()
