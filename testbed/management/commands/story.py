"""`manage.py story`: send what a story of the founding document begins with, to a running simulator."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from infra.soap import call_failures, local
from infra.soap.messages import faults
from sender.direct import LetterNotSent
from testbed.stories.sending import STORIES


class Command(BaseCommand):
    help = (
        "Sends the letters of a story over mutual TLS to a running simulator, and says where to look: "
        + "; ".join(f"{number}, {story.title}" for number, story in STORIES.items())
        + ". docs/stories.md has the walks. Exit code 1: a letter was refused, with the reason on stderr."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("number", choices=[*STORIES], help="the section of the founding document")

    def handle(self, *_: Any, **options: Any) -> None:
        story = STORIES[options["number"]]
        try:
            with local.on_the_wire():
                sent = story.tell()
        except LetterNotSent as problem:
            raise CommandError(problem.text.on_wire) from problem
        except (call_failures.CallFailed, faults.FaultReceived) as problem:
            raise CommandError(str(problem)) from problem
        base = settings.WEB_BASE_URL.rstrip("/")
        for letter in sent:
            self.stdout.write(f"{letter.recipient}  {letter.what}")
            self.stdout.write(f"    {base}/konsol/brev/{letter.distribution_id}/  {base}{letter.look_at}")
