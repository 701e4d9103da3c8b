"""Find the mailboxes of the holders that accept a sender."""

from collections.abc import Sequence

from django.db import connection

from infra.database.prepared_sql import Rows
from infra.errors import AccessDenied
from infra.far_client import Reachability
from infra.texts import Text
from mailbox_operator import register
from mailbox_operator.mailbox import opening
from mailbox_operator.models import Mailbox, Operator

_COLUMNS = [field.attname for field in Mailbox._meta.concrete_fields]
_MAILBOXES = Rows(Mailbox, _COLUMNS, where=["operator", "holder"])


def accepting_mailboxes(operator: Operator, sender: str, recipients: Sequence[str]) -> dict[str, Mailbox]:
    """The mailboxes, by recipient, of the holders who have chosen this operator and accept the sender.

    A holder who has chosen it since the last letter gets a mailbox now. At most 1,000 recipients.

    Raises:
        AccessDenied: the operator takes letters from the public sector only, and the sender is private (5002).
        InternalError: the register did not answer (4999).
    """
    found = register.reachability_of(operator.name, sender, recipients)
    _require_sector(operator, sender, found)
    wanted = {answer.recipient for answer in found if _belongs(answer, operator)}
    mailboxes = {mailbox.holder: mailbox for mailbox in _of(operator, wanted)}
    new = {holder for holder in wanted if holder not in mailboxes or mailboxes[holder].closed_at is not None}
    if new:
        opening.open_mailboxes(operator, new)
        mailboxes |= {mailbox.holder: mailbox for mailbox in _of(operator, new)}
    return mailboxes


def _require_sector(operator: Operator, sender: str, found: Sequence[Reachability]) -> None:
    """Return unless the register refuses the sender here though no holder has: then it is private."""
    if operator.public_senders_only and any(_is_refused_by_sector(answer, operator) for answer in found):
        name = register.list_actors(operator.name).senders.get(sender) or sender
        raise AccessDenied(
            f"{operator.display_name} tar bara emot post från det offentliga, och {name} ({sender}) är en privat "
            "avsändare. Skicka brevet i en annan kanal.",
            f"{operator.display_name} takes mail from the public sector only, and {name} ({sender}) is a private "
            "sender. Send the letter in another channel.",
            slug="private-sender-at-public-operator",
            where="Header/Sender/Id",
            expected=Text("en offentlig avsändare", "a sender of the public sector"),
            received=sender,
            fix=Text(
                "Fråga isReachable först: SenderAccepted är false för alla kunder hos en sådan operatör. Är "
                "avsändaren offentlig, ändra dess sektor i FaR (konsolen: Aktörer).",
                "Ask isReachable first: SenderAccepted is false for all customers of such an operator. If the "
                "sender is public, change its sector in FaR (console: Actors).",
            ),
        )


def _is_refused_by_sector(answer: Reachability, operator: Operator) -> bool:
    is_customer = answer.supplier == operator.name and not answer.pending
    return is_customer and not answer.sender_accepted and answer.never_chosen


def _belongs(answer: Reachability, operator: Operator) -> bool:
    return answer.supplier == operator.name and not answer.pending and answer.sender_accepted


def _of(operator: Operator, holders: set[str]) -> list[Mailbox]:
    found = [Mailbox.from_db(connection.alias, _COLUMNS, row) for row in _MAILBOXES.find(operator.pk, holders)]
    for mailbox in found:
        # Saves a query when the announcement names the operator.
        mailbox.operator = operator
    return found
