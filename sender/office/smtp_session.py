"""One SMTP conversation, with limits on everything that a caller decides.

Source: RFC 5321 (SMTP), RFC 3207 (STARTTLS), RFC 6531 (only who asks for it is answered beyond ASCII).
"""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING, Any, Final

from aiosmtpd.smtp import SMTP
from aiosmtpd.smtp import Envelope as PlainEnvelope
from django.conf import settings

from infra.identity import RecipientId
from sender.office import intake
from sender.office.refusal import Refused

if TYPE_CHECKING:
    from sender.office.gateway import Gateway

MOST_RECIPIENTS: Final = 100
"""Of one mail. Source: RFC 5321, 4.5.3.1.8: at least so many."""
MOST_BYTES: Final = 3_145_728
"""Of a mail as it is sent: with base64 and both forms of the text, more than what fits in a message."""
MOST_UNANSWERED: Final = 2 * MOST_BYTES
"""Bytes without an answer in between: who sends more only fills the memory."""
LONGEST_LINE: Final = 65_536
"""RFC 5321 has 1,000, and programs that do not know it."""
MOST_COMMANDS: Final = {"*": 200, "MAIL": 10_000, "RCPT": 100_000, "DATA": 10_000, "RSET": 10_000}
"""Of a kind in one conversation."""
STORING_SECONDS: Final = 120.0
"""How long the caller waits for the answer to its mail, whatever the register does."""

TOO_SLOW: Final = Refused(
    "Det tog för lång tid. Anslut igen.", "It took too long. Connect again.", code=421, status="4.4.2"
)
STOPS: Final = Refused(
    "Simulatorn stannar. Försök igen senare.", "The simulator stops. Try again later.", code=421, status="4.3.2"
)
TOO_BUSY: Final = Refused(
    "För många anslutningar just nu. Försök igen om en stund.",
    "Too many connections right now. Try again in a while.",
    code=421,
    status="4.3.2",
)
TOO_MUCH: Final = Refused(
    "För mycket skickades på en gång. Anslutningen bryts.",
    "Too much was sent at once. The connection is closed.",
    code=552,
    status="5.3.4",
)
LONG_LINE: Final = Refused(
    f"Brevet har en rad som är längre än {LONGEST_LINE} tecken. Skicka med quoted-printable eller base64.",
    f"The mail has a line of more than {LONGEST_LINE} characters. Send it as quoted-printable or base64.",
    code=500,
    status="5.6.0",
)
TOO_LARGE: Final = intake.too_large()
OWN_WORDS: Final = {"552 Error:": TOO_LARGE, "500 Line too long": LONG_LINE}
"""What is said instead of the words of the library."""


class Envelope(PlainEnvelope):
    """What has been said of a mail so far."""

    def __init__(self) -> None:
        super().__init__()
        self.addressed: dict[RecipientId, str] = {}
        """Each recipient once, and how it was written."""


class Dialogue(SMTP):
    """A caller's conversation with the gateway."""

    line_length_limit = LONGEST_LINE

    def __init__(self, gateway: Gateway, tls: ssl.SSLContext | None) -> None:
        super().__init__(
            gateway,
            data_size_limit=MOST_BYTES,
            enable_SMTPUTF8=True,
            hostname=settings.HOSTS[0],
            ident="Mina meddelanden, simulated",
            tls_context=tls,
            timeout=settings.SLOW_CLIENT_SECONDS,
            auth_exclude_mechanism=("LOGIN", "PLAIN"),
            command_call_limit=dict(MOST_COMMANDS),
            loop=asyncio.get_running_loop(),
        )
        self._gateway = gateway
        self._unanswered = 0
        self.has_mail = False
        """A mail is being handed over: the gateway does not stop in the middle of it."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._gateway.dialogues.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._gateway.dialogues.discard(self)
        super().connection_lost(error)

    def data_received(self, data: bytes) -> None:
        self._unanswered += len(data)
        if self._unanswered > MOST_UNANSWERED:
            self.hang_up(TOO_MUCH)
        else:
            super().data_received(data)

    async def push(self, status: Any) -> None:
        """Answer. From here on the caller may say as much again."""
        self._unanswered = 0
        for beginning, refusal in OWN_WORDS.items():
            if isinstance(status, str) and status.startswith(beginning):
                status = self.words(refusal)
        await super().push(status)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 (the library's name)
        self.has_mail = True
        try:
            await super().smtp_DATA(arg)
        finally:
            self.has_mail = False

    def wait_while_storing(self) -> None:
        """The caller has said all: from here on only the gateway is slow."""
        self._reset_timeout(STORING_SECONDS)

    def hang_up(self, why: Refused) -> None:
        """Say why, and close."""
        if isinstance(self.transport, asyncio.WriteTransport) and not self.transport.is_closing():
            self.transport.write(self.words(why).encode() + b"\r\n")
            self.transport.close()

    def words(self, refusal: Refused) -> str:
        return refusal.answer(unicode=bool(self.envelope and self.envelope.smtp_utf8))

    def _create_envelope(self) -> Envelope:
        return Envelope()

    def _timeout_cb(self) -> None:
        self.hang_up(TOO_SLOW)


class Turned(asyncio.Protocol):
    """Turns a caller away at the door."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        transport.write(TOO_BUSY.answer().encode() + b"\r\n")
        transport.close()
