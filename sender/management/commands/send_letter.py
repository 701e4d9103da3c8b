"""`manage.py send_letter`: a letter from a seeded sender to a test person, the whole real way.

Exit codes: 0, the operator delivered the letter or the relay took it; 1, it was refused or not delivered, with the
reason on stderr; 2, the arguments are wrong, and nothing was sent.
"""

import argparse
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from infra.identity import IdentityError, RecipientId
from infra.message_rules.file_types import CALENDAR, DOC, DOCX, DOTX, PDF, ending_of
from infra.pki import store
from infra.pki.store import Identity
from infra.soap import local
from sender import compose, direct

WRONG_ARGUMENTS: Final = 2
"""Exit code, the one that argparse uses too."""
TURNS: Final = {
    "recipient": compose.MatterStatus.RECIPIENTINITIATIVE,
    "sender": compose.MatterStatus.SENDERINITIATIVE,
    "closed": compose.MatterStatus.CLOSED,
}
TYPE_OF_ENDING: Final = {kind.endings[0]: kind for kind in (PDF, DOC, DOCX, DOTX, CALENDAR)}
ENDINGS: Final = ", ".join(ending.removeprefix(".") for ending in TYPE_OF_ENDING)
NO_ATTACHMENTS: Final = "A message of protection class 1 has no attachments. Nothing was sent."
OF_MATTER: Final = ("matter", "event", "after", "matter_subject", "event_type", "turn")


class Command(BaseCommand):
    help = (
        "Sends a letter over mutual TLS to a running simulator: asks the register where the recipient's "
        "mailbox is, signs, seals and delivers. With --relay it signs only, and the relay does the rest. "
        "Exit code 0: delivered, or taken by the relay. 1: refused or not delivered, with the reason on stderr. "
        "2: wrong arguments; nothing was sent."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("recipient", help="12 digits, for instance 198101052382")
        parser.add_argument("--sender", default="kommun-a", help="a folder of var/pki/clients (%(default)s)")
        parser.add_argument("--subject", default="Ett brev från simulatorn")
        parser.add_argument("--text", default="Hej! Det här är ett brev i din digitala brevlåda.")
        parser.add_argument("--html", action="store_true", help="the text is HTML")
        parser.add_argument("--relay", action="store_true", help="hand it to the relay, which finds the way")
        parser.add_argument(
            *("--attach", "--pdf"),
            dest="files",
            metavar="FILE",
            type=Path,
            action="append",
            default=[],
            help=f"a file to send along, its type by its ending ({ENDINGS}); may be given several times",
        )
        parser.add_argument("--deadline", metavar="DATE", type=_day, help="the last day to act, as 2026-12-03")
        parser.add_argument(
            "--class",
            dest="protection_class",
            type=int,
            choices=[1, 2],
            default=2,
            help="1: less sensitive, not signed, by the relay's Notification service (%(default)s)",
        )
        parser.add_argument("--ask-reply", action="store_true", help="the sender takes a reply (preview)")
        parser.add_argument("--ask-receipt", action="store_true", help="the sender asks for a receipt (preview)")
        matter = parser.add_argument_group("official matter", "the case that the letter tells of")
        matter.add_argument("--matter", metavar="ID", help="of the case (OfficialMatterId)")
        matter.add_argument("--event", metavar="ID", help="of what has happened (EventId)")
        matter.add_argument("--after", metavar="ID", help="of what happened before (PrecedingEventId)")
        matter.add_argument("--matter-subject", metavar="TEXT", help="what the case is about")
        matter.add_argument("--event-type", metavar="TEXT", help="what has happened")
        matter.add_argument("--turn", choices=[*TURNS], help="who must act next, or that it is closed")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            recipient = RecipientId.parse(options["recipient"])
            sender = store.load_identity(options["sender"])
        except (IdentityError, LookupError) as problem:
            raise CommandError(str(problem), returncode=WRONG_ARGUMENTS) from problem
        text = compose.MessageText(
            subject=options["subject"],
            body=options["text"],
            body_type="text/html" if options["html"] else "text/plain",
            attachments=[_attached_file(file) for file in options["files"]],
            matter=_matter_event(options),
            reply=compose.ReplyOptions.REQUESTED if options["ask_reply"] else None,
            receipt=compose.ReceiptOptions.SIMPLE if options["ask_receipt"] else None,
            deadline=options["deadline"],
        )
        is_notification = options["protection_class"] == 1
        if is_notification and text.attachments:
            raise CommandError(NO_ATTACHMENTS, returncode=WRONG_ARGUMENTS)
        send = _notify if is_notification else _hand_over if options["relay"] else _deliver
        try:
            with local.on_the_wire():
                outcome = send(sender, recipient, text)
        except direct.LetterNotSent as problem:
            raise CommandError(problem.text.on_wire) from problem
        self.stdout.write(outcome)


def _deliver(sender: Identity, recipient: RecipientId, text: compose.MessageText) -> str:
    return direct.deliver_messages(sender, recipient, [text])


def _hand_over(sender: Identity, recipient: RecipientId, text: compose.MessageText) -> str:
    return _with_the_relay(recipient, direct.hand_over(sender, recipient, [text]))


def _notify(sender: Identity, recipient: RecipientId, text: compose.MessageText) -> str:
    return _with_the_relay(recipient, direct.send_notification(sender, recipient, text))


def _with_the_relay(recipient: RecipientId, distribution_id: str) -> str:
    return f"{recipient}: with the relay, {settings.WEB_BASE_URL}konsol/brev/{distribution_id}/"


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(f"{written} is no day, as 2026-12-03") from problem


def _matter_event(options: Mapping[str, Any]) -> compose.MatterEvent | None:
    if not any(options[name] for name in OF_MATTER):
        return None
    event = compose.MatterEvent(
        matter_id=options["matter"],
        preceding_event_id=options["after"],
        subject=options["matter_subject"],
        event_type=options["event_type"],
        status=TURNS.get(options["turn"]),
    )
    return replace(event, event_id=options["event"]) if options["event"] else event


def _attached_file(file: Path) -> compose.AttachedFile:
    kind = TYPE_OF_ENDING.get(ending_of(file.name))
    if kind is None:
        raise CommandError(
            f"{file} is of no type that a mailbox takes: {ENDINGS}. Nothing was sent.", returncode=WRONG_ARGUMENTS
        )
    try:
        return compose.AttachedFile(file.name, file.read_bytes(), kind.content_type)
    except OSError as problem:
        raise CommandError(
            f"{file} cannot be read: {problem.strerror}. Nothing was sent.", returncode=WRONG_ARGUMENTS
        ) from problem
