"""Disruptions of mail to the gateway: a mail server that refuses it, or breaks off."""

from typing import Final

from infra import trace
from infra.errors.explanation import AtFault, Check
from infra.hooks import disruptions, runs
from infra.hooks.disruptions import Disruption, DisruptionPlace, Occasion
from infra.pki import store
from sender.office import addresses
from sender.office.exchange_reports import reporting_mail
from sender.office.intake import Addressed
from sender.office.rejections import MailRejected

BREAKS_OFF: Final = 421
"""The answer of a service that closes the connection. Source: RFC 5321, 4.2.3."""


class ProvokedRejection(MailRejected):
    """The rejection that a rule of a tester demands."""

    slug = disruptions.PROVOKED
    check = Check.SYSTEM
    at_fault = AtFault.INFRASTRUCTURE
    retry = True


def require_undisrupted(mail_from: str, addressed: Addressed, octets: bytes) -> None:
    """Return where the mail may be taken. Call it with the label that the mail says.

    Raises:
        MailRejected: a tester wants that it is not. The journal has it.
    """
    if not disruptions.may_happen():
        return
    recipients = [recipient.value for recipient in addressed]
    found = disruptions.find_disruption(_occasion(mail_from, recipients))
    if found is not None and (found.code is not None or found.breaks is not None):
        with trace.use_trace(), reporting_mail(mail_from, recipients, octets):
            raise rejection_by(found)


def _occasion(mail_from: str, recipients: list[str]) -> Occasion:
    sender = _organisation_of(mail_from)
    return Occasion(
        DisruptionPlace.SMTP,
        frozenset({mail_from, mail_from.rpartition("@")[2]}),
        operation="receive",
        sender=sender,
        recipients=recipients,
        label=runs.label_of(sender=sender, recipients=recipients) or "",
    )


def _organisation_of(mail_from: str) -> str:
    """The organisation that the address sends for; empty where its certificate is gone, or its right."""
    try:
        return store.load_identity(addresses.find_allowed_sender(mail_from).identity).organisation.value
    except (LookupError, MailRejected):
        return ""


def rejection_by(found: Disruption) -> MailRejected:
    """The rejection that a rule of a tester demands."""
    code = found.code or BREAKS_OFF
    return ProvokedRejection(
        f"En testare har bett om felet (regel {found.rule}).",
        f"A tester has asked for this fault (rule {found.rule}).",
        smtp_code=code,
        status=f"{code // 100}.3.0",
    )
