"""`manage.py init`: read the init folder."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from infra.errors import InvalidInput
from testbed.snapshots.init_folder import read_folder


class Command(BaseCommand):
    help = (
        "Reads the files of the init folder (MM_INIT_DIR) that are new: snapshots, and people and actors to make."
    )

    def handle(self, *_: Any, **__: Any) -> None:
        try:
            read = read_folder(settings.INIT_DIR)
        except InvalidInput as refusal:
            raise CommandError(refusal.text.on_wire) from refusal
        if read:
            self.stdout.write(f"Read from {settings.INIT_DIR}: {', '.join(read)}.")
