"""`manage.py seed`: the demo world."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from infra.pki import store
from sender.print_files.arrival import watched_folder
from testbed.world import actors
from testbed.world.seed import seed_world


class Command(BaseCommand):
    help = "Puts the demo world in place: actors, people, companies, mailboxes. Keeps what is there."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--restore", action="store_true", help="put the promised state back where it was changed"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        store.ensure_identities(settings.PKI_DIR)
        world = seed_world(restore=options["restore"])
        watched_folder.make_sender_folders(actors.SENDERS)
        if options["verbosity"]:
            self.stdout.write(
                f"The demo world: {world.persons} persons, {world.companies} companies, "
                f"{world.mailboxes} mailboxes."
            )
