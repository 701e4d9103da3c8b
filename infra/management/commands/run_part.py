"""`manage.py run_part NAME`: one process of the simulator alone, in the foreground."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from infra.supervisor import listeners, process_table
from infra.web.assets import static_files
from infra.web.monitoring import health


class Command(BaseCommand):
    help = (
        "Runs one process of the simulator alone, for containers and for several hosts: web, soap, relay, "
        "worker, beat, office. The database must have been prepared (manage.py prepare). SIGTERM ends it."
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name", choices=process_table.process_names())

    def handle(self, *_: Any, **options: Any) -> None:
        health.mark_as_alone()
        try:
            health.require_prepared()
            if options["name"] == "web":
                static_files.ensure_built()
            # Processes that are forked from this one open connections of their own.
            connections.close_all()
            process_table.single_process(options["name"]).run()
        except (health.NotWorking, listeners.CannotListen) as problem:
            raise CommandError(str(problem)) from problem
