"""`manage.py batch_example`: a print file to try with."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from testbed import print_file_example


class Command(BaseCommand):
    help = "Writes an example of a print file: letters with real PDFs to the test people and companies."
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the ZIP to write")
        parser.add_argument("--letters", type=int, default=20, metavar="N", help="how many (20)")
        parser.add_argument("--xml", action="store_true", help="with an index as XML instead of CSV")

    def handle(self, *_: Any, **options: Any) -> None:
        path, count = options["file"], options["letters"]
        if count < 1:
            raise CommandError("--letters must be 1 or more")
        try:
            print_file_example.write_print_file(path, count, as_xml=options["xml"])
        except OSError as problem:
            raise CommandError(f"{path} cannot be written: {problem}") from problem
        self.stdout.write(f"{path}: {count} letters, {path.stat().st_size} bytes.")
