"""`manage.py seed`: the demo world."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from infra.pki import store
from sender.print_files.arrival import watched_folder
from testbed.world import actors, bulk_accounts
from testbed.world.seed import seed


class Command(BaseCommand):
    help = "Puts the demo world in place: actors, people, companies, mailboxes. Keeps what is there."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--restore", action="store_true", help="put the promised state back where it was changed"
        )
        parser.add_argument(
            "--accounts",
            type=int,
            default=0,
            metavar="N",
            help="also fill the register with made-up accounts until it has N",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        store.ensure(settings.PKI_DIR)
        world = seed(restore=options["restore"])
        watched_folder.make_sender_folders(actors.SENDERS)
        try:
            made_up = bulk_accounts.fill_register(options["accounts"])
        except bulk_accounts.TooManyAccounts as problem:
            raise CommandError(f"--accounts {options['accounts']}: {problem}") from problem
        if options["verbosity"]:
            more = f", and {made_up} made-up accounts more" if made_up else ""
            self.stdout.write(
                f"The demo world: {world.persons} persons, {world.companies} companies, "
                f"{world.mailboxes} mailboxes{more}."
            )
