"""Find the mailboxes whose holders accept a sender."""

from collections.abc import Sequence

from django.db import connection

from infra.database.prepared_sql import Rows
from infra.far_client import Reachability
from mailbox_operator import opening, register
from mailbox_operator.models import Mailbox, Operator

_COLUMNS = [field.attname for field in Mailbox._meta.concrete_fields]
_MAILBOXES = Rows(Mailbox, _COLUMNS, where=["operator", "holder"])


def accepting_mailboxes(operator: Operator, sender: str, recipients: Sequence[str]) -> dict[str, Mailbox]:
    """The mailboxes, by recipient, of the holders who have chosen this operator and accept the sender.

    A holder who has chosen it since the last letter gets a mailbox now. At most 1,000 recipients.

    Raises:
        InternalError: the register did not answer (4999).
    """
    found = register.reachability_of(operator.name, sender, recipients)
    wanted = {answer.recipient for answer in found if _belongs(answer, operator)}
    mailboxes = {mailbox.holder: mailbox for mailbox in _of(operator, wanted)}
    new = {holder for holder in wanted if holder not in mailboxes or mailboxes[holder].closed_at is not None}
    if new:
        opening.open_mailboxes(operator, new)
        mailboxes |= {mailbox.holder: mailbox for mailbox in _of(operator, new)}
    return mailboxes


def _belongs(answer: Reachability, operator: Operator) -> bool:
    return answer.supplier == operator.name and not answer.pending and answer.sender_accepted


def _of(operator: Operator, holders: set[str]) -> list[Mailbox]:
    found = [Mailbox.from_db(connection.alias, _COLUMNS, row) for row in _MAILBOXES.find(operator.pk, holders)]
    for mailbox in found:
        # Saves a query when the announcement names the operator.
        mailbox.operator = operator
    return found
