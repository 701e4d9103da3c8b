"""`manage.py office_mail`: the mails that the office gateway has taken, and the replies to them."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from infra.clock import SWEDEN
from infra.identity import RecipientId
from infra.management.terminal import reader_may_leave
from sender.office import mails
from sender.office.models import OfficeMail, OfficeReply
from sender.office.replies import report


class Command(BaseCommand):
    help = (
        "Lists the mails that were taken, newest first, with the state of each letter and its bounce or receipt."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--last", type=int, default=20, help="how many (%(default)s)")
        parser.add_argument("--reply", type=int, metavar="NUMBER", help="show the bounce or receipt of this mail")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["reply"] is not None:
            self._show_reply(options["reply"])
            return
        with reader_may_leave():
            for mail in mails.list_mails(max(options["last"], 0)).mails:
                self.stdout.write("\t".join(_columns_of(mail)))

    def _show_reply(self, number: int) -> None:
        reply = OfficeReply.objects.select_related("mail__distribution").filter(mail=number).first()
        if reply is None:
            raise CommandError(f"Nothing has gone back for mail {number}.")
        self.stdout.write(report.write_report(reply).decode("utf-8", "replace"))


def _columns_of(mail: OfficeMail) -> list[str]:
    states = ", ".join(leg.state for leg in mail.distribution.legs.all())
    when = f"{mail.received_at.astimezone(SWEDEN):%Y-%m-%d %H:%M:%S}"
    masked = str(RecipientId(mail.recipient))
    return [str(mail.pk), when, mail.address, masked, mail.subject, states, _describe_reply(mail)]


def _describe_reply(mail: OfficeMail) -> str:
    reply = mails.reply_of(mail)
    if reply is None:
        return "-"
    if reply.state != OfficeReply.State.SENT:
        return f"{reply.kind} {reply.state} {reply.last_error}".strip()
    return f"{reply.kind} {'sent' if reply.left_the_simulator else 'kept here'}"
