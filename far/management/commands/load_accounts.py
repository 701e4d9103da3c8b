"""`manage.py load_accounts`: many accounts at once, beside a running simulator."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from far.bulk_load.account_file import LineError, read_account_file
from far.bulk_load.loading import (
    STATE_OPERATOR,
    LoadResult,
    NewAccount,
    all_suppliers,
    load_accounts,
    supplier_named,
)
from far.bulk_load.made_up_people import MAX_COUNT, made_up_numbers
from infra.errors import MinaMeddelandenError
from infra.texts import Text

SOME_WRONG = 2
"""The exit code when lines of a file were passed over; 1: nothing could be loaded."""


class Command(BaseCommand):
    help = (
        "Registers accounts: those of a CSV file (recipient;operator;type), or of people who do not exist. What "
        "exists stays as it is, so the command may be stopped and run again, also beside the simulator."
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument(
            "--count", type=int, metavar="N", help="the first N of a series of people born in the 1800s"
        )
        source.add_argument("--csv", type=Path, metavar="FILE", help="a file with a heading; - is standard input")
        parser.add_argument("--operator", default=STATE_OPERATOR, help=f"the operator's domain ({STATE_OPERATOR})")

    def handle(self, *_: Any, **options: Any) -> None:
        wrong: list[int] = []
        try:
            result = self._load(options, wrong)
        except MinaMeddelandenError as refusal:
            raise CommandError(Text(*refusal.text).on_wire) from refusal
        except OSError as problem:
            raise CommandError(f"{options['csv']} cannot be read: {problem}") from problem
        except KeyboardInterrupt:
            raise CommandError("Stopped. The same command goes on where it was.", returncode=130) from None
        self.stdout.write(f"{result.added:,} accounts registered, {result.known:,} were there before.")
        if wrong:
            raise CommandError(f"{len(wrong):,} lines were passed over; why stands above.", returncode=SOME_WRONG)

    def _load(self, options: dict[str, Any], wrong: list[int]) -> LoadResult:
        suppliers = all_suppliers()
        operator = supplier_named(options["operator"], suppliers)
        count = options["count"]
        if count is not None:
            if not 0 <= count <= MAX_COUNT:
                raise CommandError(f"--count {count}: there are numbers for 0 to {MAX_COUNT:,} people")
            return _with_progress((NewAccount(number, operator) for number in made_up_numbers(count)), count)

        def report(error: LineError) -> None:
            wrong.append(error.line)
            tqdm.write(f"line {error.line}: {error.text.on_wire}", file=sys.stderr)

        with _open(options["csv"]) as file:
            return _with_progress(read_account_file(file, operator, suppliers, report), None)


def _open(path: Path) -> Any:
    """The file's text. What is not UTF-8 becomes the replacement character, which its line is refused for."""
    if str(path) == "-":
        return open(0, encoding="utf-8", errors="replace", newline="", closefd=False)
    return path.open(encoding="utf-8", errors="replace", newline="")


def _with_progress(accounts: Iterable[NewAccount], total: int | None) -> LoadResult:
    with tqdm(total=total, unit=" accounts", disable=None) as bar:
        return load_accounts(accounts, bar.update)
