"""Tells the listeners of exchanges of mail that came to the gateway, and of what was refused."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from infra import exchanges
from infra.errors import MinaMeddelandenError
from infra.exchanges import Direction, Edge, Exchange, Verdict
from sender.office.rejections import MailRejected, rejection_by_relay

TAKEN = 250


@contextmanager
def telling_of_mail(mail_from: str, recipients: list[str], octets: bytes) -> Iterator[None]:
    """Within this, a mail is taken or rejected; afterwards the listeners are told how that ended."""
    begun = time.monotonic()
    try:
        yield
    except MinaMeddelandenError as problem:
        tell_of_mail(mail_from, recipients, octets, begun, problem)
        raise
    tell_of_mail(mail_from, recipients, octets, begun, None)


@exchanges.unfailing
def tell_of_mail(
    mail_from: str, recipients: list[str], octets: bytes, begun: float, problem: MinaMeddelandenError | None
) -> None:
    """Tell of a mail. `recipients`: identity numbers."""
    if not exchanges.is_heard():
        return
    rejection = None if problem is None else _rejection_of(problem)
    exchanges.tell(
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
