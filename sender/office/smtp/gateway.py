"""The answers of the gateway to each step of an SMTP session. A mail is taken when it is stored, not before."""

import asyncio
import logging
import ssl
import time
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any, Final

from aiosmtpd.smtp import Session
from django.db import DatabaseError, close_old_connections

from infra import trace
from infra.errors import MinaMeddelandenError
from sender.office import addresses, intake
from sender.office.exchange_reports import report_mail
from sender.office.mime.letter import find_label
from sender.office.rejections import MailRejected, rejection_by_relay, temporary_rejection
from sender.office.smtp.disrupted import require_undisrupted
from sender.office.smtp.session import STOPS, BoundedEnvelope, RejectedConnection, SessionLimits, SmtpSession

logger = logging.getLogger(__name__)

Step = Callable[[], str]
"""Work that waits for the database. It returns the answer, or raises the reason for none."""

STOP_SECONDS: Final = 5.0
"""How long a mail under way may take when the simulator stops."""
OK: Final = "250 2.1.5 OK"


def with_fresh_connection(step: Step) -> str:
    """Do the step with a database connection that still works, and close it where it has become too old."""
    close_old_connections()
    try:
        return step()
    finally:
        close_old_connections()


class Gateway:
    """The sessions under way, and the threads that read and store mail for them.

    `run`: how a thread does a step.
    """

    def __init__(
        self,
        pool: Executor,
        tls: ssl.SSLContext | None = None,
        *,
        limits: SessionLimits | None = None,
        run: Callable[[Step], str] = with_fresh_connection,
    ) -> None:
        self.sessions: set[SmtpSession] = set()
        self.limits = limits or SessionLimits()
        self._pool = pool
        self._tls = tls
        self._run = run

    def answer_connection(self) -> asyncio.Protocol:
        """Begin a session with a program that has just connected."""
        if len(self.sessions) >= self.limits.sessions:
            return RejectedConnection()
        return SmtpSession(self, self.sessions, self.limits, self._tls)

    async def stop(self) -> None:
        """End every session; a mail that is being handed over gets some seconds."""
        ends = time.monotonic() + STOP_SECONDS
        while self.sessions:
            out_of_time = time.monotonic() > ends
            for session in list(self.sessions):
                if out_of_time or not session.has_mail:
                    session.hang_up(STOPS)
            if out_of_time:
                return
            await asyncio.sleep(0.05)

    async def handle_EHLO(  # noqa: N802 (the library's names)
        self, _server: SmtpSession, session: Session, _envelope: BoundedEnvelope, name: str, offers: list[str]
    ) -> list[str]:
        session.host_name = name
        # Senders are allowed by address, so the gateway asks for no password.
        return [offers[0], "250-ENHANCEDSTATUSCODES", *(line for line in offers[1:] if "AUTH" not in line)]

    async def handle_MAIL(  # noqa: N802 (aiosmtpd's own names)
        self, server: SmtpSession, _session: Session, envelope: BoundedEnvelope, address: str, options: list[str]
    ) -> str:
        answer, is_allowed = await self._try_step(server, lambda: _answer_sender(address))
        if is_allowed:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's own names)
        self, server: SmtpSession, _session: Session, envelope: BoundedEnvelope, address: str, _options: list[str]
    ) -> str:
        try:
            recipient = addresses.parse_recipient(address)
        except MailRejected as rejection:
            return server.answer_of(rejection)
        if recipient not in envelope.addressed and len(envelope.addressed) >= self.limits.recipients:
            return server.answer_of(_rejection_of_recipients(self.limits.recipients))
        if envelope.addressed.setdefault(recipient, address) == address:
            envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(  # noqa: N802 (aiosmtpd's own names)
        self, server: SmtpSession, _session: Session, envelope: BoundedEnvelope
    ) -> str:
        server.wait_while_storing()
        octets, mail_from = envelope.content, envelope.mail_from or ""
        assert isinstance(octets, bytes)
        answer, _ = await self._try_step(server, lambda: _take(mail_from, dict(envelope.addressed), octets))
        return answer

    async def handle_VRFY(self, *_: Any) -> str:  # noqa: N802 (aiosmtpd's own names)
        return "252 2.5.0 Send a mail, and see"

    async def handle_exception(self, problem: Exception) -> str:
        logger.error("A mail session failed", exc_info=problem)
        return _internal_error(problem).answer()

    async def _try_step(self, server: SmtpSession, step: Step) -> tuple[str, bool]:
        """Do the step in a thread. Returns the answer, and whether the step succeeded."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, self._run, step), True
        except Exception as problem:
            return server.answer_of(_rejection_of(problem)), False


def _answer_sender(address: str) -> str:
    try:
        addresses.find_allowed_sender(address)
    except MinaMeddelandenError as problem:
        with trace.use_trace():
            report_mail(address, [], b"", time.monotonic(), problem)
        raise
    return "250 2.1.0 OK"


def _take(mail_from: str, addressed: intake.Addressed, octets: bytes) -> str:
    with trace.use_label(find_label(octets)):
        require_undisrupted(mail_from, addressed, octets)
        new = intake.take_mail(mail_from, addressed, octets)
    known = len(addressed) - new
    again = f", {known} known before" if known else ""
    return f"250 2.0.0 Stored: {new} for delivery{again}"


def _rejection_of(problem: Exception) -> MailRejected:
    """The answer to a mail that met an error. Unexpected errors stop this mail only: later mails are taken."""
    if isinstance(problem, MailRejected):
        return problem
    if isinstance(problem, MinaMeddelandenError):
        return rejection_by_relay(problem)
    if isinstance(problem, DatabaseError):
        logger.warning("A mail could not be stored: %s", problem)
        return temporary_rejection(
            "Brevet kunde inte sparas, och ingenting av det har sparats. Försök igen senare.",
            "The mail could not be stored, and nothing of it has been. Try again later.",
        )
    logger.error("A mail could not be taken", exc_info=problem)
    return _internal_error(problem)


def _rejection_of_recipients(most: int) -> MailRejected:
    return MailRejected(
        f"Ett brev får ha {most} mottagare. Resten får ett brev till.",
        f"A mail may have {most} recipients. The rest gets another mail.",
        smtp_code=452,
        status="4.5.3",
    )


def _internal_error(problem: Exception) -> MailRejected:
    return temporary_rejection(
        f"Fel i simulatorn ({type(problem).__name__}); ingenting har sparats. Loggen säger mer.",
        f"An error in the simulator ({type(problem).__name__}); nothing has been stored. The log says more.",
    )
