"""`manage.py pki`: the simulator's keys and certificates."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from infra.pki import store


class Command(BaseCommand):
    help = "Makes the keys and certificates that are missing and renews those that are about to expire."

    def handle(self, *_: Any, **options: Any) -> None:
        store.ensure_identities(Path(settings.PKI_DIR))
        if options["verbosity"] > 1:
            self.stdout.write(f"Certificates: {settings.PKI_DIR}")
