"""Answers where a sender's mail to a person or company should go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from far import actors
from far.models import Account, Sender, SenderChoice, ServiceSupplier
from infra import clock
from infra.database.prepared_sql import Rows
from infra.database.sql_statements import Beside
from infra.errors import MaximumExceeded
from infra.errors.explanation import Check
from infra.identity import OrganisationNumber, RecipientId
from infra.identity.recipients import require_check_digits
from infra.texts import Text

MAX_RECIPIENTS = 1_000
"""Source: contract Recipient v3 isReachable, recipientId maxOccurs."""

_COLUMNS = ("recipient", "type", "pending", "supplier", "registered_at", "pending_until")
_ACCOUNTS = Rows(Account, _COLUMNS, where=["recipient"])
_CHOICES = Rows(SenderChoice, ["account", "accepted", "changed_at"], where=["sender", "account"])
_NO_CHOICE = (None, None)
_ACCOUNTS_AND_CHOICES = Rows(
    Account,
    _COLUMNS,
    where=["recipient"],
    beside=Beside(SenderChoice, ("accepted", "changed_at"), refers_by="account", where=("sender",)),
)


@dataclass(frozen=True, slots=True)
class Registration:
    """A holder's account. Without an account, or while it is pending, there is no type and no supplier.

    Source: api-6.3 §3.1; the register's figure calls an account that waits for signatures pending, not begun.
    """

    recipient: str
    type: str | None = None
    pending: bool = False
    supplier: ServiceSupplier | None = None
    registered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reachability:
    """A registration, and whether its holder accepts the sender that asked."""

    registration: Registration
    sender_accepted: bool
    changed_at: datetime | None = None


def look_up(sender: Sender, recipients: Sequence[RecipientId]) -> list[Reachability]:
    """Return for each recipient, in the order asked, where this sender's mail should go.

    A recipient without a mailbox is no error: senders then choose another channel.
    At most 1,000 recipients; one query about one of them, two about several.

    Raises:
        MaximumExceeded: more than 1,000 recipients (5005).
        InvalidInput: a number with a wrong check digit (5001).

    Source: contract Recipient v3 isReachable; wire.md, "Reachability, as clients read it".
    """
    numbers, suppliers = _numbers_of(recipients), actors.current_actors().suppliers
    found = {
        account[0]: _reachability(sender, _registration(suppliers, *account), accepted, changed_at)
        for *account, accepted, changed_at in _accounts_and_choices(sender, numbers)
    }
    return [
        found.get(recipient.value) or _reachability(sender, Registration(recipient.value), None, None)
        for recipient in recipients
    ]


def _accounts_and_choices(sender: Sender, numbers: set[str]) -> list[tuple[Any, ...]]:
    """Each account with the choice about this sender. PostgreSQL finds many sooner than it joins them."""
    if len(numbers) == 1:
        return _ACCOUNTS_AND_CHOICES.find(sender.pk, numbers)
    choices = {number: choice for number, *choice in _CHOICES.find(sender.pk, numbers)}
    return [(*account, *choices.get(account[0], _NO_CHOICE)) for account in _ACCOUNTS.find(numbers)]


def registrations_of(recipients: Sequence[RecipientId]) -> list[Registration]:
    """The account of each recipient, in the order asked, with one query. At most 1,000 recipients.

    Raises:
        MaximumExceeded: more than 1,000 recipients (5005).
        InvalidInput: a number with a wrong check digit (5001).

    Source: api-6.3 §3.1, isRegistered.
    """
    numbers, suppliers = _numbers_of(recipients), actors.current_actors().suppliers
    accounts = {row[0]: _registration(suppliers, *row) for row in _ACCOUNTS.find(numbers)}
    return [accounts.get(recipient.value) or Registration(recipient.value) for recipient in recipients]


def _numbers_of(recipients: Sequence[RecipientId]) -> set[str]:
    """The numbers that are asked about, which may be no more than a call may name, and right ones."""
    require_at_most_a_thousand(recipients)
    require_check_digits(recipients)
    return {recipient.value for recipient in recipients}


def require_at_most_a_thousand(recipients: Sequence[RecipientId]) -> None:
    """Return if the question is about no more recipients than a call may name.

    Raises:
        MaximumExceeded: more than 1,000 (5005).
    """
    if len(recipients) > MAX_RECIPIENTS:
        raise MaximumExceeded(
            f"Frågan gäller {len(recipients)} mottagare; högst {MAX_RECIPIENTS} per anrop. Dela upp den.",
            f"The question is about {len(recipients)} recipients; at most {MAX_RECIPIENTS} a call. Split it.",
            slug="too-many-recipients-asked",
            fix=Text(
                f"Dela de {len(recipients)} mottagarna på {-(-len(recipients) // MAX_RECIPIENTS)} anrop.",
                f"Divide the {len(recipients)} recipients into {-(-len(recipients) // MAX_RECIPIENTS)} calls.",
            ),
            where="recipientId",
            expected=Text(f"högst {MAX_RECIPIENTS}", f"at most {MAX_RECIPIENTS}"),
            received=str(len(recipients)),
            check=Check.SCHEMA,
        )


def _registration(
    suppliers: Mapping[int, ServiceSupplier],
    number: str,
    kind: str,
    pending: bool,
    supplier: int,
    registered_at: datetime,
    until: datetime | None,
) -> Registration:
    """The account with these columns. One that waits for signatures is none yet, and has expired some day."""
    if pending:
        return Registration(number, pending=until is None or until > clock.now())
    return Registration(number, kind, False, suppliers.get(supplier), registered_at)


def is_sender_accepted(subject: RecipientId, asked_by: OrganisationNumber) -> bool:
    """Answer Authority's isSenderAccepted. The contract does not explain its one argument.

    A registered sender is accepted by the infrastructure. For any other number the answer is whether this mailbox
    holder accepts mail from the organisation that asks.
    """
    known = actors.current_actors()
    if known.is_sender(subject.value):
        return True
    sender = known.senders.get(asked_by.value)
    return sender is not None and look_up(sender, [subject])[0].sender_accepted


def _reachability(
    sender: Sender, registration: Registration, accepted: bool | None, changed_at: datetime | None
) -> Reachability:
    """`accepted` and `changed_at` are the holder's choice. None: there is none, and every sender is accepted."""
    if accepted is None:
        accepted = registration.type is not None
    return Reachability(registration, accepted and takes_letters(registration.supplier, sender), changed_at)


def takes_letters(supplier: ServiceSupplier | None, sender: Sender) -> bool:
    """The holder's operator takes letters from the sender's sector. The contract says it in SenderAccepted."""
    return supplier is None or not supplier.public_senders_only or sender.sector == Sender.Sector.PUBLIC
