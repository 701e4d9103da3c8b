"""Reports exchanges: mails that came to the gateway and were taken or rejected."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from infra.errors import MinaMeddelandenError
from infra.hooks import exchanges
from infra.hooks.exchanges import Direction, Edge, Exchange, Verdict
from sender.office.rejections import MailRejected, rejection_by_relay

TAKEN = 250


@contextmanager
def reporting_mail(mail_from: str, recipients: list[str], octets: bytes) -> Iterator[None]:
    """Report a mail that is taken or rejected within this context."""
    begun = time.monotonic()
    try:
        yield
    except MinaMeddelandenError as problem:
        report_mail(mail_from, recipients, octets, begun, problem)
        raise
    report_mail(mail_from, recipients, octets, begun, None)


@exchanges.log_failures
def report_mail(
    mail_from: str, recipients: list[str], octets: bytes, begun: float, problem: MinaMeddelandenError | None
) -> None:
    """Report a mail. `recipients`: identity numbers."""
    if not exchanges.has_listeners():
        return
    rejection = None if problem is None else _rejection_of(problem)
    exchanges.report_exchange(
        Exchange(
            Edge.SMTP,
            Direction.IN,
            mail_from,
            verdict=_verdict_of(rejection),
            operation="mail",
            recipient=recipients[0] if recipients else "",
            status=rejection.smtp_code if rejection else TAKEN,
            request=octets,
            response=rejection.answer(unicode=True).encode() if rejection else b"",
            content_type="message/rfc822",
            begun=begun,
            **exchanges.reasons_of(problem),
        )
    )


def _rejection_of(problem: MinaMeddelandenError) -> MailRejected:
    return problem if isinstance(problem, MailRejected) else rejection_by_relay(problem)


def _verdict_of(rejection: MailRejected | None) -> Verdict:
    if rejection is None:
        return Verdict.ACCEPTED
    return Verdict.REFUSED if rejection.smtp_code >= 500 else Verdict.FAILED
