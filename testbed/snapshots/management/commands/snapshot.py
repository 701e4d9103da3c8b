"""`manage.py snapshot`: write the world to a file, or read it back."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from infra.errors import MinaMeddelandenError
from testbed.snapshots.archive import read_snapshot, write_snapshot


class Command(BaseCommand):
    help = "Writes the world to a file: people, actors, registers, rules and letters. With --read, reads it back."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--read", action="store_true", help="put the world of the file in place of what is here"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            if options["read"]:
                with path.open("rb") as source:
                    counts = read_snapshot(source)
            else:
                with path.open("wb") as out:
                    counts = write_snapshot(out)
        except OSError as problem:
            raise CommandError(f"{path}: {problem.strerror}") from problem
        except MinaMeddelandenError as refusal:
            raise CommandError(refusal.text.on_wire) from refusal
        self.stdout.write(f"{sum(counts.values())} rows in {len(counts)} tables.")
