"""`manage.py unused_mailboxes`: ask operators which mailboxes nobody has opened for a long time."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from far.callbacks.unused import MAX_DAYS, ask_for_unused_mailboxes
from far.departures.overview import find_operator
from far.models import ServiceSupplier
from infra.errors import MinaMeddelandenError, NotFound


class Command(BaseCommand):
    help = (
        "Asks mailbox operators, over SOAP as FaR, for mailboxes that have been unused for so many days, and "
        "prints a line for each: operator;recipient. Exit code 1: an operator did not answer."
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--days", type=int, required=True, help=f"from 0 to {MAX_DAYS}")
        parser.add_argument("--operator", help="one operator's internet domain; left out: all that are connected")

    def handle(self, *_: Any, **options: Any) -> None:
        if not 0 <= options["days"] <= MAX_DAYS:
            raise CommandError(f"--days {options['days']}: give a number from 0 to {MAX_DAYS}")
        silent = [
            supplier for supplier in _suppliers(options["operator"]) if not self._ask(supplier, options["days"])
        ]
        if silent:
            raise CommandError(f"No answer from {', '.join(str(supplier) for supplier in silent)}")

    def _ask(self, supplier: ServiceSupplier, days: int) -> bool:
        """Print what the operator answers. Returns whether it did."""
        try:
            found = ask_for_unused_mailboxes(supplier, days)
        except MinaMeddelandenError as problem:
            self.stderr.write(problem.text.english)
            return False
        for recipient in found:
            self.stdout.write(f"{supplier};{recipient}")
        return True


def _suppliers(name: str | None) -> list[ServiceSupplier]:
    if name is None:
        return list(ServiceSupplier.objects.filter(suspended=False).order_by("name"))
    try:
        return [find_operator(name)]
    except NotFound as problem:
        raise CommandError(problem.text.english) from problem
