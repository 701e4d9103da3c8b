"""The simulated phone: SMS and e-mails that a test person was sent, and log-ins that wait for an answer.

Companies, and others who are no test persons, have one once something has been sent to them.
"""

from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from urllib.parse import urlencode

from django.urls import reverse

from infra.outbox.models import OutboxMessage, OutgoingMessage
from infra.web import recipient_links
from infra.web.renewal import version_of
from mailbox_operator.models import Announcement, Mailbox, Operator
from mailbox_ui.access import login
from mailbox_ui.eid import signing_orders
from mailbox_ui.models import EidHolder, LoginOrder, SigningOrder

SHOWN = 50
LOOKED_THROUGH = 1_000
"""Newest rows that are searched for recipients without an e-legitimation."""
TEXT_FIELDS = ("channel", "address", "sender_name", "sender_address", "subject", "text", "sent_at")


@dataclass(frozen=True, slots=True)
class LoginRequest:
    """A log-in that waits for an answer, and at which operator."""

    order: LoginOrder
    operator: Operator | None


@dataclass(frozen=True, slots=True)
class SigningRequest:
    """A text that waits to be signed, and for which operator."""

    order: SigningOrder
    operator: Operator | None


@dataclass(frozen=True, slots=True)
class PhoneMessage:
    """An SMS or e-mail as the phone shows it."""

    sent: OutgoingMessage
    at: datetime
    sender: str
    operator: str = ""
    """The mailbox operator that sent it; none: it came from elsewhere."""
    path: str = ""
    """The page of its message, after log-in; a link in the text may lead there."""
    holder: str = ""
    """Identity number of the message's owner."""

    @property
    def link(self) -> str:
        """The path, with the number of the phone's owner for the log-in on the way there."""
        return f"{self.path}?{urlencode({login.EXPECTED: self.holder})}"

    @property
    def key(self) -> str:
        return f"{type(self.sent).__name__} {self.sent.pk}"


@dataclass(frozen=True, slots=True)
class PhoneScreen:
    """Everything that the phone shows, the newest first."""

    number: str
    name: str
    orders: list[LoginRequest]
    messages: list[PhoneMessage]
    signings: list[SigningRequest] = field(default_factory=list)

    @property
    def version(self) -> str:
        """Changes when the phone shows something else."""
        orders = [str(request.order.reference) for request in self.orders]
        orders += [str(request.order.reference) for request in self.signings]
        return version_of(orders, [message.key for message in self.messages])

    @property
    def is_company(self) -> bool:
        return recipient_links.is_company(self.number)

    @property
    def has_sms(self) -> bool:
        return any(message.sent.channel == OutgoingMessage.Channel.SMS for message in self.messages)

    @property
    def newest(self) -> PhoneMessage | None:
        return self.messages[0] if self.messages else None


def owner_name(number: str) -> str | None:
    """The name of the phone's owner, empty where it is unknown; None when nobody here has this number."""
    holder = EidHolder.objects.filter(number=number).first()
    if holder:
        return holder.name
    name = Mailbox.objects.filter(holder=number).values_list("holder_name", flat=True).first()
    if name is None and OutboxMessage.objects.filter(state=OutboxMessage.State.SENT, recipient=number).exists():
        return ""
    return name


def names_without_eid() -> dict[str, str]:
    """The recipients without an e-legitimation who were sent something lately, the latest first: names by number.

    A name is empty where it is unknown.
    """
    sent = OutboxMessage.objects.filter(state=OutboxMessage.State.SENT).order_by("-pk")
    numbers = dict.fromkeys(sent.values_list("recipient", flat=True)[:LOOKED_THROUGH], "")
    for number in EidHolder.objects.filter(number__in=numbers).values_list("number", flat=True):
        del numbers[number]
    return numbers | dict(Mailbox.objects.filter(holder__in=numbers).values_list("holder", "holder_name"))


def load_phone_screen(number: str, name: str) -> PhoneScreen:
    """What anybody may see: announcements, and whole messages only of protection class 1."""
    newest = sorted(_from_operators(number) + _from_elsewhere(number), key=attrgetter("at"), reverse=True)
    orders = [LoginRequest(order, login.operator_at(order.next_path)) for order in login.waiting_for(number)]
    return PhoneScreen(number, name, orders, newest[:SHOWN], _signings(number))


def _signings(number: str) -> list[SigningRequest]:
    waiting = signing_orders.waiting_on_phone(number)
    operators = {operator.name: operator for operator in Operator.objects.all()} if waiting else {}
    return [SigningRequest(order, operators.get(order.operator)) for order in waiting]


def _from_operators(number: str) -> list[PhoneMessage]:
    sent = Announcement.objects.filter(state=Announcement.State.SENT, message__mailbox__holder=number)
    operator = "message__mailbox__operator"
    fields = (
        *TEXT_FIELDS,
        "message__public_id",
        "message__mailbox__holder",
        f"{operator}__name",
        f"{operator}__display_name",
    )
    newest = sent.select_related(operator).only(*fields).order_by("-sent_at", "-pk")[:SHOWN]
    return [_announced(row) for row in newest]


def _announced(row: Announcement) -> PhoneMessage:
    mailbox, path = row.message.mailbox, reverse("mail:open", args=[row.message.public_id])
    sender = row.sender_name or mailbox.operator.display_name
    return PhoneMessage(row, _sent_at(row), sender, mailbox.operator.name, path, mailbox.holder)


def _from_elsewhere(number: str) -> list[PhoneMessage]:
    sent = OutboxMessage.objects.filter(state=OutboxMessage.State.SENT, recipient=number)
    newest = sent.only(*TEXT_FIELDS).order_by("-sent_at", "-pk")[:SHOWN]
    return [PhoneMessage(row, _sent_at(row), row.sender_name) for row in newest]


def _sent_at(row: OutgoingMessage) -> datetime:
    assert row.sent_at is not None, "only sent rows are read"
    return row.sent_at
