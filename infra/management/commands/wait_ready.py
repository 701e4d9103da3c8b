"""Wait until a running simulator answers that everything works."""

import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from infra.supervisor import readiness


class Command(BaseCommand):
    help = "Waits until the simulator is ready; fails, saying what does not work, when time is up."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--timeout", type=float, default=30.0, help="seconds (30)")

    def handle(self, *_: Any, **options: Any) -> None:
        ends = time.monotonic() + options["timeout"]
        pause = threading.Event()
        while not (answer := readiness.ask_health()).is_ready:
            if time.monotonic() > ends:
                raise CommandError("Not ready. " + " ".join(answer.problems))
            pause.wait(0.1)
        self.stdout.write("Ready.")
