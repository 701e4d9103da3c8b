"""One SMTP session with an e-mail program, with limits on everything that the program decides.

The session knows the protocol only. Its handler, which decides the answers, is any object with the methods
that aiosmtpd calls (`handle_MAIL` and so on).

Source: RFC 5321 (SMTP), RFC 3207 (STARTTLS), RFC 6531 (answers beyond ASCII only for callers that ask for them).
"""

import asyncio
import ssl
from dataclasses import dataclass
from typing import Any, Final

from aiosmtpd.smtp import SMTP
from aiosmtpd.smtp import Envelope as PlainEnvelope
from django.conf import settings

from infra.identity import RecipientId
from sender.office import rejections
from sender.office.rejections import MailRejected

MAX_MAIL_BYTES: Final = 3_145_728
"""Of a mail as it is sent: with base64 and both forms of the text, more than fits in a message."""
MAX_LINE: Final = 65_536
"""Characters. RFC 5321 allows 1,000, and some programs do not keep to it."""
MAX_COMMANDS: Final = {"*": 200, "MAIL": 10_000, "RCPT": 100_000, "DATA": 10_000, "RSET": 10_000}
"""Of a kind in one session."""
STORING_SECONDS: Final = 120.0
"""How long a program waits at most for the answer to its mail, also when the register is slow."""

TOO_SLOW: Final = MailRejected(
    "Det tog för lång tid. Anslut igen.", "It took too long. Connect again.", smtp_code=421, status="4.4.2"
)
STOPS: Final = MailRejected(
    "Simulatorn stannar. Försök igen senare.",
    "The simulator stops. Try again later.",
    smtp_code=421,
    status="4.3.2",
)
TOO_BUSY: Final = MailRejected(
    "För många anslutningar just nu. Försök igen om en stund.",
    "Too many connections right now. Try again in a while.",
    smtp_code=421,
    status="4.3.2",
)
TOO_MUCH: Final = MailRejected(
    "För mycket skickades på en gång. Anslutningen bryts.",
    "Too much was sent at once. The connection is closed.",
    smtp_code=552,
    status="5.3.4",
)
LONG_LINE: Final = MailRejected(
    f"Brevet har en rad som är längre än {MAX_LINE} tecken. Skicka med quoted-printable eller base64.",
    f"The mail has a line of more than {MAX_LINE} characters. Send it as quoted-printable or base64.",
    smtp_code=500,
    status="5.6.0",
)
OWN_ANSWERS: Final = {"552 Error:": rejections.rejection_of_size(), "500 Line too long": LONG_LINE}
"""The answers that are given instead of the library's, by how the library's begin."""


@dataclass(frozen=True)
class SessionLimits:
    """How much the gateway takes at once."""

    sessions: int = 50
    recipients: int = 100
    """Of one mail. Source: RFC 5321, 4.5.3.1.8: at least so many."""
    unanswered_bytes: int = 2 * MAX_MAIL_BYTES
    """From one program without an answer in between: more would only fill the memory."""


class BoundedEnvelope(PlainEnvelope):
    """What the program has said of a mail so far."""

    def __init__(self) -> None:
        super().__init__()
        self.addressed: dict[RecipientId, str] = {}
        """Each recipient once, with the address as the program wrote it."""


class SmtpSession(SMTP):
    """The gateway's side of a session. It stands in `sessions` for as long as it is connected."""

    line_length_limit = MAX_LINE

    def __init__(
        self, handler: object, sessions: set["SmtpSession"], limits: SessionLimits, tls: ssl.SSLContext | None
    ) -> None:
        super().__init__(
            handler,
            data_size_limit=MAX_MAIL_BYTES,
            enable_SMTPUTF8=True,
            hostname=settings.HOSTS[0],
            ident="Mina meddelanden, simulated",
            tls_context=tls,
            timeout=settings.SLOW_CLIENT_SECONDS,
            auth_exclude_mechanism=("LOGIN", "PLAIN"),
            command_call_limit=dict(MAX_COMMANDS),
            loop=asyncio.get_running_loop(),
        )
        self._sessions = sessions
        self._limits = limits
        self._unanswered = 0
        self.has_mail = False
        """Whether a mail is being handed over: the gateway does not stop in the middle of it."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._sessions.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._sessions.discard(self)
        super().connection_lost(error)

    def data_received(self, data: bytes) -> None:
        self._unanswered += len(data)
        if self._unanswered > self._limits.unanswered_bytes:
            self.hang_up(TOO_MUCH)
        else:
            super().data_received(data)

    async def push(self, status: Any) -> None:
        """Send an answer. From here on the program may send as much again."""
        self._unanswered = 0
        for beginning, rejection in OWN_ANSWERS.items():
            if isinstance(status, str) and status.startswith(beginning):
                status = self.answer_of(rejection)
        await super().push(status)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 (the library's name)
        self.has_mail = True
        try:
            await super().smtp_DATA(arg)
        finally:
            self.has_mail = False

    def wait_while_storing(self) -> None:
        """Allow for the time that storing takes: the program has sent its mail, and only the gateway is slow."""
        self._reset_timeout(STORING_SECONDS)

    def hang_up(self, why: MailRejected) -> None:
        """Say why, and close the connection."""
        if isinstance(self.transport, asyncio.WriteTransport) and not self.transport.is_closing():
            self.transport.write(self.answer_of(why).encode() + b"\r\n")
            self.transport.close()

    def answer_of(self, rejection: MailRejected) -> str:
        """The rejection in the characters that this program reads."""
        return rejection.answer(unicode=bool(self.envelope and self.envelope.smtp_utf8))

    def _create_envelope(self) -> BoundedEnvelope:
        return BoundedEnvelope()

    def _timeout_cb(self) -> None:
        self.hang_up(TOO_SLOW)


class RejectedConnection(asyncio.Protocol):
    """A connection that gets one answer, that the gateway is busy, and is closed."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        transport.write(TOO_BUSY.answer().encode() + b"\r\n")
        transport.close()
