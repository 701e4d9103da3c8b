"""`manage.py office_mail`: the mails that the office gateway has taken, and what went back."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from formedlare.office.models import OfficeMail, OfficeReply
from formedlare.office.replies import report
from infra.clock import SWEDEN
from infra.identity import RecipientId


class Command(BaseCommand):
    help = "Lists the newest mails that were taken, with the state of each letter and its bounce or receipt."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--last", type=int, default=20, help="how many (%(default)s)")
        parser.add_argument("--reply", type=int, metavar="NUMBER", help="show the bounce or receipt of this mail")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["reply"] is not None:
            self._show(options["reply"])
            return
        mails = OfficeMail.objects.select_related("distribution", "reply").prefetch_related("distribution__legs")
        for mail in mails.order_by("-pk")[: max(options["last"], 0)]:
            self.stdout.write("\t".join(_line(mail)))

    def _show(self, number: int) -> None:
        reply = OfficeReply.objects.select_related("mail__distribution").filter(mail=number).first()
        if reply is None:
            raise CommandError(f"Nothing has gone back for mail {number}.")
        self.stdout.write(report.written(reply).decode("utf-8", "replace"))


def _line(mail: OfficeMail) -> list[str]:
    states = ", ".join(leg.state for leg in mail.distribution.legs.all())
    when = f"{mail.received_at.astimezone(SWEDEN):%Y-%m-%d %H:%M:%S}"
    who = str(RecipientId(mail.recipient))
    return [str(mail.pk), when, mail.address, who, mail.subject, states, _reply(mail)]


def _reply(mail: OfficeMail) -> str:
    reply = getattr(mail, "reply", None)
    if reply is None:
        return "-"
    if reply.state != OfficeReply.State.SENT:
        return f"{reply.kind} {reply.state} {reply.last_error}".strip()
    return f"{reply.kind} {'sent' if reply.left_the_simulator else 'kept here'}"
