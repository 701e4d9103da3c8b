"""`python -m bench.journal`: how long the journal's search takes among a million exchanges.

The exchanges are written as the recorder writes them, in blocks, without bytes of requests. Without `--servers` on
SQLite; with it on a PostgreSQL of its own.
"""

import argparse
import os
import random
import secrets
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bench import report
from bench.load import simulator_process
from tests.servers import postgres_server

FOLDER = simulator_process.ROOT / "var" / "bench"
GOAL_MS = 300
BLOCK = 1_000
OPERATIONS = ("deliverSecure", "isReachable", "distributeSecure", "getSenders")
WORDS = 20_000
"""Different words in the subjects and texts."""


def main() -> None:
    arguments = _arguments()
    data = FOLDER / "journal"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    os.environ.update(MM_DATA_DIR=str(data), DJANGO_SETTINGS_MODULE="infra.settings")
    with _database(arguments.servers) as name:
        results = {f"journal, {name}": _measure(arguments.exchanges, arguments.times)}
    report.print_results(results)
    print(f"\n{report.save_results(results, FOLDER)}")
    shutil.rmtree(data)


@contextmanager
def _database(of_its_own: bool) -> Iterator[str]:
    if not of_its_own:
        yield "SQLite"
        return
    with postgres_server() as postgres:
        os.environ["DATABASE_URL"] = postgres.url
        yield "PostgreSQL"


def _measure(count: int, times: int) -> dict[str, Any]:
    import django  # noqa: PLC0415 (the data folder must stand in the environment first)

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 (it needs Django)

    call_command("migrate", verbosity=0)
    begun = time.process_time()
    needle = _fill(count)
    written = time.process_time() - begun
    results: dict[str, Any] = {
        "exchanges": count,
        "CPU microseconds per exchange written": round(written / count * 1e6, 1),
        "goal ms": GOAL_MS,
    }
    for name, search in _searches(needle).items():
        results[name] = _milliseconds(search, times)
    return results


def _searches(needle: dict[str, str]) -> dict[str, Callable[[], object]]:
    from testbed.journal.search.finding import count_exchanges, find_page  # noqa: PLC0415 (only after the start of Django)
    from testbed.journal.search.query_language import parse_search  # noqa: PLC0415 (it needs Django)

    def page(words: str) -> Callable[[], object]:
        return lambda: find_page(parse_search(words), 50)

    return {
        "newest, ms": page(""),
        "one trace, ms": page(f"trace:{needle['trace']}"),
        "one call id, ms": page(f"call_id:{needle['call_id']}"),
        "one recipient, ms": page(f"recipient:{needle['recipient']}"),
        "refused, ms": page("verdict:refused"),
        "refused of one label and operation, ms": page("verdict:refused label:run7 operation:isReachable"),
        "accepted that nothing matches, ms": page("verdict:accepted direction:in label:nosuch"),
        "two common filters that exclude each other, ms": page("verdict:refused verdict:accepted"),
        "all but one label, ms": page("-label:run7"),
        "a rare word, ms": page(needle["word"]),
        "a common word, ms": page("beslut"),
        "a phrase, ms": page(f'"beslut om {needle["word"]}"'),
        "words that never stand together, ms": page('"om beslut"'),
        "a beginning of many words, ms": page("ord1*"),
        "refused since a moment ago, ms": page(f"verdict:refused since:{needle['at']}"),
        "count of a label, ms": lambda: count_exchanges(parse_search("label:run7")),
    }


def _milliseconds(search: Callable[[], object], times: int) -> float:
    """The median, the first time excluded: it reads the file."""
    taken = []
    for _ in range(times + 1):
        begun = time.perf_counter()
        search()
        taken.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(taken[1:]), 1)


def _fill(count: int) -> dict[str, str]:
    """Write so many exchanges, and say what one in the middle has."""
    from infra import clock  # noqa: PLC0415 (it needs Django)
    from testbed.journal.recording.storing import store_entries  # noqa: PLC0415 (only after the start of Django)

    # The same every time, and nothing secret.
    chance, needle = random.Random(7), dict[str, str]()  # noqa: S311 (no secrets)
    for first in range(0, count, BLOCK):
        entries = list(_entries(chance, min(BLOCK, count - first)))
        if not needle and first >= count // 2:
            row = entries[0].values
            needle = {name: str(row[name]) for name in ("trace", "call_id", "recipient")}
            needle["word"] = str(row["subject"]).split()[-1]
        store_entries(entries)
    needle["at"] = clock.now().isoformat()
    return needle


def _entries(chance: random.Random, count: int) -> Iterator[Any]:
    from infra.errors import InvalidInput  # noqa: PLC0415 (it needs Django)
    from infra.hooks.exchanges import Direction, Edge, Exchange, Verdict, reasons_of  # noqa: PLC0415 (only after the start of Django)
    from testbed.journal.recording.bodies import NOWHERE  # noqa: PLC0415 (only after the start of Django)
    from testbed.journal.recording.entries import entry_of  # noqa: PLC0415 (only after the start of Django)
    from testbed.journal.recording.noted import NotedExchange  # noqa: PLC0415 (only after the start of Django)

    refusal = reasons_of(InvalidInput("Mottagaren saknas.", "The recipient is missing."))
    for _ in range(count):
        is_refused = chance.random() < 0.02
        yield entry_of(
            NotedExchange.of(
                Exchange(
                    Edge.SOAP,
                    Direction.IN,
                    "/webservice/accao/Service/v3",
                    verdict=Verdict.REFUSED if is_refused else Verdict.ACCEPTED,
                    service="Service/v3",
                    operation=chance.choice(OPERATIONS),
                    caller=f"16202100{chance.randrange(300):04d}",
                    certificate=f"{chance.randrange(300):x}",
                    request=_message(chance),
                    status=500 if is_refused else 200,
                    call_id=secrets.token_hex(16),
                    trace=secrets.token_hex(16),
                    label=f"run{chance.randrange(50)}",
                    **(refusal if is_refused else {}),
                )
            ),
            NOWHERE,
        )


def _message(chance: random.Random) -> bytes:
    words = " ".join(f"ord{chance.randrange(WORDS)}" for _ in range(12))
    return (
        f"<Id>16202100{chance.randrange(300):04d}</Id><Recipient>19{chance.randrange(10**10):010d}</Recipient>"
        f"<Subject>Beslut om ord{chance.randrange(WORDS)}</Subject><Text>{words}</Text>"
        f"<Digest>{secrets.token_urlsafe(32)}</Digest>"
    ).encode()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.journal", description=__doc__)
    parser.add_argument("--servers", action="store_true", help="on PostgreSQL, started for this")
    parser.add_argument("--exchanges", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=9, help="how often each search is timed")
    return parser.parse_args()


if __name__ == "__main__":
    main()
