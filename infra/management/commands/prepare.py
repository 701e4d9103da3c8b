"""`manage.py prepare`: prepare the database, the certificates and the demo world."""

from typing import Any

from django.core.management.base import BaseCommand

from infra.management.commands.run import prepare_start


class Command(BaseCommand):
    help = (
        "Applies migrations, makes certificates and seeds the demo world: what `run` does before it starts "
        "anything. For installations that start the processes one by one (run_part)."
    )
    requires_system_checks = []

    def handle(self, *_: Any, **options: Any) -> None:
        prepare_start(verbosity=options["verbosity"])
