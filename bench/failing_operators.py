"""`python -m bench.failing_operators`: what failing operators cost the others.

The same number of letters goes to each of nine operators, twice: first all of them work, then five
are down, slow, break connections, fail each third time, or refuse the letter. Measured is how fast the other four
get theirs.
"""

import argparse
from pathlib import Path
from typing import Any

from bench import relay

GOAL = 0.9


def main() -> None:
    relay.run("failing operators", _measure, _arguments())


def _measure(arguments: argparse.Namespace, data: Path, ports: tuple[int, int]) -> dict[str, Any]:
    from bench.load import seeding  # noqa: PLC0415 (they need Django)
    from bench.measures import operators_side_by_side  # noqa: PLC0415 (they need Django)

    recipients = operators_side_by_side.spread_customers(seeding.make_demo_world(mailboxes=arguments.letters))
    alone = operators_side_by_side.measure_pace(
        arguments, data, ports, recipients, operators_side_by_side.ALL_WORKING
    )
    beside_failing = operators_side_by_side.measure_pace(
        arguments, data, ports, recipients, operators_side_by_side.FAILING
    )
    return {
        "letters to each operator": arguments.letters,
        "per second, others work": round(alone, 1),
        "per second, others fail": round(beside_failing, 1),
        "ratio": round(beside_failing / alone, 2),
        "goal: ratio": GOAL,
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.failing_operators", description=__doc__)
    parser.add_argument("--servers", action="store_true", help="on PostgreSQL and Redis, started for this")
    parser.add_argument("--letters", type=int, default=300, help="to each of the nine operators")
    parser.add_argument("--bytes", type=int, default=60_000, help="size of one SOAP request")
    parser.add_argument("--connections", type=int, default=8)
    return parser.parse_args()


if __name__ == "__main__":
    main()
