"""`python -m bench.troubled`: what operators in trouble cost the others.

The same number of letters goes to each of nine operators, twice: first all of them are well, then five are
down, slow, rude, faulty, or do not want the letter. Measured is how fast the other four get theirs.
"""

import argparse
from pathlib import Path
from typing import Any

from bench import relay

GOAL = 0.9


def main() -> None:
    relay.run("operators in trouble", _measure, _arguments())


def _measure(arguments: argparse.Namespace, data: Path, ports: tuple[int, int]) -> dict[str, Any]:
    from bench import neighbours, seeding  # noqa: PLC0415 (they need Django)

    recipients = neighbours.settle(seeding.world(mailboxes=arguments.letters))
    untroubled = neighbours.pace(arguments, data, ports, recipients, neighbours.ALL_WELL)
    troubled = neighbours.pace(arguments, data, ports, recipients, neighbours.IN_TROUBLE)
    return {
        "letters to each operator": arguments.letters,
        "per second, others well": round(untroubled, 1),
        "per second, others ill": round(troubled, 1),
        "ratio": round(troubled / untroubled, 2),
        "goal: ratio": GOAL,
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.troubled", description=__doc__)
    parser.add_argument("--servers", action="store_true", help="on PostgreSQL and Redis, started for this")
    parser.add_argument("--letters", type=int, default=300, help="to each of the nine operators")
    parser.add_argument("--bytes", type=int, default=60_000, help="size of one SOAP request")
    parser.add_argument("--connections", type=int, default=8)
    return parser.parse_args()


if __name__ == "__main__":
    main()
