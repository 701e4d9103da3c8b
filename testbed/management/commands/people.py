"""`manage.py people`: the test people and what each of them promises."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from infra import clock
from testbed.world import promises


class Command(BaseCommand):
    help = "Prints the test people and companies, and what each of them promises."
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--markdown", action="store_true", help="as the table of docs/people.md")

    def handle(self, *_: Any, **options: Any) -> None:
        self.stdout.write(
            promises.promises_as_markdown() if options["markdown"] else promises.promises_as_text(clock.today()),
            ending="",
        )
