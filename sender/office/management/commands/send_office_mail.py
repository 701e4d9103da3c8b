"""`manage.py send_office_mail`: a mail to the office gateway, as an e-mail program sends it."""

import argparse
import smtplib
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from mimetypes import guess_type
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from infra import clock
from infra.supervisor.listeners import reachable_address

SECONDS: Final = 60.0


class Command(BaseCommand):
    help = "Sends a mail to a running simulator's office gateway, and shows what it answers."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("sender", help="an allowed address, for instance handlaggare@kommun-a.example")
        parser.add_argument("to", nargs="+", help=f"for instance 198101052382@{settings.OFFICE_DOMAIN}")
        parser.add_argument("--subject", default="Ett brev från kontoret")
        parser.add_argument("--text", default="Hej! Det här brevet skrevs i ett e-postprogram.")
        parser.add_argument("--html", help="HTML, beside the text")
        parser.add_argument("--pdf", type=Path, action="append", default=[], help="a file to attach")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            mail = _write_mail(options)
        except OSError as problem:
            raise CommandError(
                f"--pdf {problem.filename} cannot be read: {problem.strerror}. Nothing was sent."
            ) from problem
        except ValueError as problem:
            raise CommandError(str(problem)) from problem
        try:
            with smtplib.SMTP(reachable_address(settings.BIND), settings.SMTP_PORT, timeout=SECONDS) as server:
                refused = server.send_message(mail, options["sender"], options["to"])
        except smtplib.SMTPRecipientsRefused as problem:
            raise CommandError(
                "\n".join(_show_answer(*answer) for answer in problem.recipients.values())
            ) from problem
        except smtplib.SMTPResponseException as problem:
            raise CommandError(_show_answer(problem.smtp_code, problem.smtp_error)) from problem
        except OSError as problem:
            raise CommandError(
                f"The gateway on port {settings.SMTP_PORT} does not answer ({problem}). Start it with make run."
            ) from problem
        for address, answer in refused.items():
            self.stderr.write(f"{address}: {_show_answer(*answer)}")
        self.stdout.write(f"Taken, {mail['Message-ID']}. manage.py office_mail tells what becomes of it.")


def _write_mail(options: dict[str, Any]) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = options["sender"], ", ".join(options["to"])
    mail["Subject"] = options["subject"]
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = make_msgid(domain=options["sender"].rpartition("@")[2] or None)
    mail.set_content(options["text"])
    if options["html"]:
        mail.add_alternative(options["html"], subtype="html")
    for file in options["pdf"]:
        main, _, sub = (guess_type(file.name)[0] or "application/octet-stream").partition("/")
        mail.add_attachment(file.read_bytes(), maintype=main, subtype=sub, filename=file.name)
    return mail


def _show_answer(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {text}"
