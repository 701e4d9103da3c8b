"""`manage.py verify_log`: check that the register's log is whole and unchanged."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from far.supervision.verification import Head, Verification, verify_log


class Command(BaseCommand):
    help = (
        "Verifies the register's log: every entry is there, unchanged and in its place. Exit code 1: the first "
        "broken entry is named. Note the head that it shows elsewhere: with --head it proves later that no one "
        "has written the log anew."
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--head", metavar="NUMBER:DIGEST", help="a head that was shown before")

    def handle(self, *_: Any, **options: Any) -> None:
        found = verify_log(_read_head(options["head"]))
        if found.damage:
            raise CommandError(_describe_damage(found), returncode=1)
        print(f"The log is whole: {found.entries:,} entries, from {found.first}.")
        print(f"Head: {found.head}")


def _read_head(text: str | None) -> Head | None:
    try:
        return Head.parse(text) if text else None
    except ValueError as problem:
        raise CommandError(f"--head {text}: {problem}", returncode=2) from problem


def _describe_damage(found: Verification) -> str:
    assert found.damage is not None
    return (
        f"The log is broken at entry {found.broken_at}: {found.damage.value}. "
        f"The {found.entries:,} entries before it are whole, up to {found.head}."
    )
