"""The office gateway, listening on a port of its own, and mails as e-mail programs write them."""

from __future__ import annotations

import asyncio
import smtplib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from email.utils import make_msgid

import pytest
from django.core.cache import cache
from django.db import connections

from formedlare.models import Distribution, Leg
from sender.office.models import OfficeMail
from sender.office.smtp import server
from sender.office.smtp.gateway import Gateway, Step
from tests import cast
from tests.mailbox_operator.conftest import mail_server

__all__ = ["mail_server"]

CLERK = "handlaggare@kommun-a.example"
OTHER_CLERK = "handlaggare@kommun-b.example"
TO_MARIA = f"{cast.MARIA}@mm.local"
SECONDS = 10.0


def in_own_transaction(step: Step) -> str:
    """Do a step on the test's own connection, which stays open."""
    return step()


class Office:
    """The gateway as an e-mail program sees it."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self.gateway = Gateway(pool, server.tls_context(), run=in_own_transaction)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        opening = self._loop.create_server(self.gateway.answer_connection, "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(opening, self._loop).result(SECONDS)
        self.port: int = self._server.sockets[0].getsockname()[1]

    def connect(self) -> smtplib.SMTP:
        return smtplib.SMTP("127.0.0.1", self.port, timeout=SECONDS)

    def send(self, mail: EmailMessage | bytes, *to: str, sender: str = CLERK) -> tuple[int, str]:
        """Hand a mail over; the last answer."""
        octets = mail if isinstance(mail, bytes) else mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))
        with self.connect() as program:
            program.ehlo()
            for code, words in self._said(program, sender, to or (TO_MARIA,)):
                if code >= 400:
                    return code, words
            code, said = program.data(octets)
            return code, said.decode("ascii")

    @staticmethod
    def _said(program: smtplib.SMTP, sender: str, to: tuple[str, ...]) -> Iterator[tuple[int, str]]:
        code, said = program.mail(sender)
        yield code, said.decode("ascii")
        for address in to:
            code, said = program.rcpt(address)
            yield code, said.decode("ascii")

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self.gateway.stop(), self._loop).result(SECONDS)

    def close(self) -> None:
        self.stop()
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(SECONDS)
        self._loop.close()


@pytest.fixture
def office(world: None) -> Iterator[Office]:
    """The gateway's threads work in the test's own transaction."""
    cache.clear()
    mine = connections["default"]
    mine.inc_thread_sharing()

    def share() -> None:
        connections["default"] = mine

    with ThreadPoolExecutor(1, initializer=share) as pool:
        office = Office(pool)
        try:
            yield office
        finally:
            office.close()
    mine.dec_thread_sharing()


def written(
    subject: str = "Beslut om förskoleplats", text: str = "Hej!\n\nDu har fått en plats.\n"
) -> EmailMessage:
    """A mail as an e-mail program writes it."""
    mail = EmailMessage()
    mail["From"] = f"Karin Åkesson <{CLERK}>"
    mail["To"] = TO_MARIA
    mail["Subject"] = subject
    mail["Message-ID"] = make_msgid(domain="kommun-a.example")
    mail.set_content(text)
    return mail


def with_pdf(mail: EmailMessage, name: str = "beslut.pdf", content: bytes = cast.PDF) -> EmailMessage:
    mail.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return mail


def nothing_is_stored() -> bool:
    return not (Distribution.objects.exists() or Leg.objects.exists() or OfficeMail.objects.exists())
