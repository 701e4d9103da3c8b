"""A mail server that answers as it is told."""

from asyncio import WriteTransport
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django.fixtures import Settings

from tests.servers import free_port

TAKEN = "250 OK"


class Receiver:
    """Keeps what it takes. `answers`: what to say to the next recipients, and then 250."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.answers: deque[str] = deque()
        self.hang_up_after_data = False

    @property
    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(self._bytes(each), policy=default) for each in self.envelopes]

    @property
    def recipients(self) -> list[str]:
        return [address for envelope in self.envelopes for address in envelope.rcpt_tos]

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.answers.popleft() if self.answers else TAKEN
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        self.envelopes.append(envelope)
        if self.hang_up_after_data:
            assert isinstance(server.transport, WriteTransport)
            server.transport.abort()
        return TAKEN

    @staticmethod
    def _bytes(envelope: Envelope) -> bytes:
        content = envelope.content
        assert isinstance(content, bytes)
        return content


@contextmanager
def real_mail(settings: Settings, allowed: str) -> Iterator[Receiver]:
    """A real mail server on this machine, that EMAIL_URL names and the allowed address may get mail from."""
    receiver = Receiver()
    settings.EMAIL_PORT = free_port()
    controller = Controller(receiver, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    controller.start()
    settings.EMAIL_URL = f"smtp://127.0.0.1:{settings.EMAIL_PORT}"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_ALLOWED = [allowed]
    yield receiver
    controller.stop()
