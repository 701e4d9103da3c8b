"""What the gateway answers to each step of a conversation. Nothing is taken before it is stored."""

import asyncio
import logging
import ssl
import time
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any, Final, TypeVar

from aiosmtpd.smtp import Session
from django.db import DatabaseError, close_old_connections

from infra.errors import MinaMeddelandenError, SystemFault
from sender.office import addresses, intake
from sender.office.refusal import Refused, busy
from sender.office.smtp_session import MOST_RECIPIENTS, STOPS, Dialogue, Envelope, Turned

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

MOST_DIALOGUES: Final = 50
LAST_WORDS: Final = 5.0
"""Seconds that a mail under way may take when the simulator stops."""
OK: Final = "250 2.1.5 OK"
TOO_MANY: Final = Refused(
    f"Ett brev får ha {MOST_RECIPIENTS} mottagare. Resten får ett brev till.",
    f"A mail may have {MOST_RECIPIENTS} recipients. The rest gets another mail.",
    code=452,
    status="4.5.3",
)


class Gateway:
    """The conversations under way, and the threads that read and store mail for them."""

    def __init__(self, pool: Executor, tls: ssl.SSLContext | None = None) -> None:
        self.dialogues: set[Dialogue] = set()
        self._pool = pool
        self._tls = tls
        self._stopping = False

    def answer_call(self) -> asyncio.Protocol:
        """A conversation with somebody who has just connected."""
        return Turned() if len(self.dialogues) >= MOST_DIALOGUES else Dialogue(self, self._tls)

    async def stop(self) -> None:
        """End every conversation; a mail that is being handed over gets some seconds."""
        self._stopping = True
        ends = time.monotonic() + LAST_WORDS
        while self.dialogues:
            out_of_time = time.monotonic() > ends
            for dialogue in list(self.dialogues):
                if out_of_time or not dialogue.has_mail:
                    dialogue.hang_up(STOPS)
            if out_of_time:
                return
            await asyncio.sleep(0.05)

    async def handle_EHLO(  # noqa: N802 (the library's names)
        self, _server: Dialogue, session: Session, _envelope: Envelope, name: str, offers: list[str]
    ) -> list[str]:
        session.host_name = name
        # Who may send is known by address; a password is not asked for.
        return [offers[0], "250-ENHANCEDSTATUSCODES", *(line for line in offers[1:] if "AUTH" not in line)]

    async def handle_MAIL(  # noqa: N802
        self, server: Dialogue, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = await self._try(server, lambda: _known(address))
        if answer.startswith("250"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer

    async def handle_RCPT(  # noqa: N802
        self, server: Dialogue, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        try:
            recipient = addresses.recipient_of(address)
        except Refused as refusal:
            return server.words(refusal)
        if recipient not in envelope.addressed and len(envelope.addressed) >= MOST_RECIPIENTS:
            return server.words(TOO_MANY)
        if envelope.addressed.setdefault(recipient, address) == address:
            envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(  # noqa: N802
        self, server: Dialogue, _session: Session, envelope: Envelope
    ) -> str:
        server.wait_while_storing()
        octets, mail_from = envelope.content, envelope.mail_from or ""
        assert isinstance(octets, bytes)
        return await self._try(server, lambda: _taken(mail_from, dict(envelope.addressed), octets))

    async def handle_VRFY(self, *_: Any) -> str:  # noqa: N802
        return "252 2.5.0 Send a mail, and see"

    async def handle_exception(self, problem: Exception) -> str:
        logger.error("A mail conversation failed", exc_info=problem)
        return _our_mistake(problem).answer()

    async def _try(self, server: Dialogue, act: Callable[[], str]) -> str:
        """Do it in a thread, since the database makes wait, and answer what came of it."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, _with_fresh_connection, act)
        except Refused as refusal:
            return server.words(refusal)
        except MinaMeddelandenError as refusal:
            return server.words(_by_the_relay(refusal))
        except DatabaseError as problem:
            logger.warning("A mail could not be stored: %s", problem)
            return server.words(_no_database())
        except Exception as problem:
            logger.exception("A mail could not be taken")
            return server.words(_our_mistake(problem))


def _known(address: str) -> str:
    addresses.sender_of(address)
    return "250 2.1.0 OK"


def _taken(mail_from: str, addressed: intake.Addressed, octets: bytes) -> str:
    new = intake.take(mail_from, addressed, octets)
    known = len(addressed) - new
    again = f", {known} known before" if known else ""
    return f"250 2.0.0 Stored: {new} for delivery{again}"


def _with_fresh_connection(act: Callable[[], Result]) -> Result:
    close_old_connections()
    try:
        return act()
    finally:
        close_old_connections()


def _by_the_relay(refusal: MinaMeddelandenError) -> Refused:
    code, status = (451, "4.3.0") if isinstance(refusal, SystemFault) else (554, "5.7.1")
    return Refused(refusal.text.swedish, refusal.text.english, code=code, status=status)


def _no_database() -> Refused:
    return busy(
        "Brevet kunde inte sparas, och ingenting av det har sparats. Försök igen senare.",
        "The mail could not be stored, and nothing of it has been. Try again later.",
    )


def _our_mistake(problem: Exception) -> Refused:
    return busy(
        f"Fel i simulatorn ({type(problem).__name__}); ingenting har sparats. Loggen säger mer.",
        f"An error in the simulator ({type(problem).__name__}); nothing has been stored. The log says more.",
    )
