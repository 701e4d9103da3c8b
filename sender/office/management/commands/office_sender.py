"""`manage.py office_sender`: the addresses that may send, and the organisation that each one sends for."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from infra.database.write_transaction import write_transaction
from infra.errors import InvalidInput
from infra.management.terminal import reader_may_leave
from sender.office import addresses
from sender.office.models import OfficeSender


class Command(BaseCommand):
    help = "Lists, adds, changes and removes the addresses whose mail the office gateway takes."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "address", nargs="?", help="an address, or a domain with a leading @; without: list all"
        )
        parser.add_argument("identity", nargs="?", help="the folder in var/pki/clients whose key signs")
        parser.add_argument("--receipts", action="store_true", help="send a receipt when a letter has arrived")
        parser.add_argument("--remove", action="store_true", help="take no more mail from the address")

    def handle(self, *_: Any, **options: Any) -> None:
        address, identity = options["address"], options["identity"]
        if address and options["remove"]:
            self._remove_sender(address)
        elif address and identity:
            self._allow_sender(address, identity, receipts=options["receipts"])
        elif address:
            raise CommandError("Name the folder in var/pki/clients, too, or say --remove.")
        else:
            with reader_may_leave():
                for row in OfficeSender.objects.all():
                    self._show_sender(row)

    def _allow_sender(self, address: str, identity: str, *, receipts: bool) -> None:
        try:
            row, _is_new = addresses.allow_sender(address, identity, receipts=receipts)
        except InvalidInput as refusal:
            raise CommandError(refusal.text.on_wire) from refusal
        self._show_sender(row)

    def _remove_sender(self, address: str) -> None:
        with write_transaction():
            gone = addresses.remove_sender(address)
        if not gone:
            raise CommandError(f"{address} is not in the list; manage.py office_sender shows it.")
        self.stdout.write(f"{address} removed")

    def _show_sender(self, row: OfficeSender) -> None:
        self.stdout.write(f"{row.address}\t{row.identity}\t{'receipts' if row.receipts else 'bounces only'}")
