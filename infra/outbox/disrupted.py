"""Disruptions of e-mail on its way out: a mail server that refuses it, is slow, or breaks off."""

from typing import Any

from infra.hooks import disruptions
from infra.hooks.disruptions import Disruption, DisruptionPlace, Occasion
from infra.outbox.mail_server import EmailNotSent
from infra.outbox.models import OutgoingMessage


def require_undisrupted(item: OutgoingMessage) -> None:
    """Return where the e-mail may be sent. Never call it within a transaction: it may take its time.

    Raises:
        EmailNotSent: a tester wants that the mail server does not take it.
    """
    if item.channel != OutgoingMessage.Channel.EMAIL or not disruptions.may_happen():
        return
    domain = item.address.rpartition("@")[2]
    recipient, _, label = (_value_at(item, path) for path in item.origin_columns)
    found = disruptions.find_disruption(
        Occasion(
            DisruptionPlace.SMTP,
            frozenset({item.address, domain}),
            operation="send",
            sender=_value_at(item, item.sender_column) if item.sender_column else "",
            recipients=[recipient],
            label=label,
        )
    )
    if found is not None and (problem := _problem_of(found)):
        raise problem


def _value_at(item: OutgoingMessage, path: str) -> str:
    """Of a column as look-ups name it; empty where a row on the way is missing."""
    found: Any = item
    for name in path.split("__"):
        found = getattr(found, name, None)
    return found or ""


def _problem_of(found: Disruption) -> EmailNotSent | None:
    if found.code is not None:
        # 4xx: try again later. 5xx: do not. Source: RFC 5321, 4.2.1.
        return EmailNotSent(
            f"E-postservern svarade {found.code} (felregel {found.rule})",
            f"The mail server answered {found.code} (fault rule {found.rule})",
            is_temporary=found.code < 500,
        )
    if found.breaks is not None:
        return EmailNotSent(
            f"E-postservern bröt förbindelsen (felregel {found.rule})",
            f"The mail server broke the connection (fault rule {found.rule})",
            is_temporary=True,
        )
    return None
