"""`manage.py send_letter`: a letter from a seeded sender to a test person, the whole real way."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from formedlare import compose, direct
from infra.identity import IdentityError, RecipientId
from infra.pki import store
from infra.soap import local


class Command(BaseCommand):
    help = (
        "Sends a letter over mutual TLS to a running simulator: asks the register where the recipient's "
        "mailbox is, signs, seals and delivers."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("recipient", help="12 digits, for instance 198101052382")
        parser.add_argument("--sender", default="kommun-a", help="a folder of var/pki/clients (%(default)s)")
        parser.add_argument("--subject", default="Ett brev från simulatorn")
        parser.add_argument("--text", default="Hej! Det här är ett brev i din digitala brevlåda.")
        parser.add_argument("--html", action="store_true", help="the text is HTML")
        parser.add_argument("--pdf", type=Path, action="append", default=[], help="a file to send along")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            recipient = RecipientId.parse(options["recipient"])
            sender = store.identity(options["sender"])
            enclosures = [compose.Enclosure(file.name, file.read_bytes()) for file in options["pdf"]]
        except (IdentityError, LookupError, OSError) as problem:
            raise CommandError(str(problem)) from problem
        text = compose.Text(
            subject=options["subject"],
            body=options["text"],
            body_type="text/html" if options["html"] else "text/plain",
            enclosures=enclosures,
        )
        try:
            with local.on_the_wire():
                outcome = direct.deliver(sender, recipient, [text])
        except direct.NotSent as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(outcome)
