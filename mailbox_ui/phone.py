"""The simulated phone: SMS and e-mails that a test person was sent, and log-ins that wait for an answer.

Companies, and others who are no test persons, have one too once they have been sent something.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from urllib.parse import urlencode

from django.urls import reverse

from infra.outbox.models import OutboxMessage, OutgoingMessage
from mailbox_operator.models import Announcement, Mailbox, Operator
from mailbox_ui.access import login
from mailbox_ui.models import EidHolder, LoginOrder

SHOWN = 50
LOOKED_THROUGH = 1_000
"""Of what was sent last, for those who have no e-legitimation here."""
TEXT_FIELDS = ("channel", "address", "sender_name", "sender_address", "subject", "text", "sent_at")


@dataclass(frozen=True, slots=True)
class Asked:
    """A log-in that waits for an answer, and at which operator."""

    order: LoginOrder
    operator: Operator | None


@dataclass(frozen=True, slots=True)
class Bubble:
    """An SMS or e-mail as the phone shows it."""

    sent: OutgoingMessage
    at: datetime
    sender: str
    operator: str = ""
    """The mailbox operator that sent it; none: it came from elsewhere."""
    path: str = ""
    """Where its message can be read after log-in; a link in the text may lead there."""
    holder: str = ""
    """Whose message it is."""

    @property
    def link(self) -> str:
        """The path, and for the log-in on the way there whose phone this is."""
        return f"{self.path}?{urlencode({login.EXPECTED: self.holder})}"

    @property
    def key(self) -> str:
        return f"{type(self.sent).__name__} {self.sent.pk}"


@dataclass(frozen=True, slots=True)
class Phone:
    number: str
    name: str
    orders: list[Asked]
    bubbles: list[Bubble]

    @property
    def standing(self) -> str:
        """Changes when the phone shows something else."""
        shown = [str(asked.order.reference) for asked in self.orders]
        shown += [bubble.key for bubble in self.bubbles]
        return hashlib.sha256(" ".join(shown).encode()).hexdigest()[:16]

    @property
    def is_company(self) -> bool:
        return is_company(self.number)

    @property
    def has_sms(self) -> bool:
        return any(bubble.sent.channel == OutgoingMessage.Channel.SMS for bubble in self.bubbles)

    @property
    def newest(self) -> Bubble | None:
        return self.bubbles[0] if self.bubbles else None


def is_company(number: str) -> bool:
    """Companies are sent e-mail, and have no e-legitimation of their own to log in with."""
    return number.startswith("16")


def owner(number: str) -> str | None:
    """The name of whose phone it is, empty where nobody here knows it; None when nobody here has this number."""
    holder = EidHolder.objects.filter(number=number).first()
    if holder:
        return holder.name
    name = Mailbox.objects.filter(holder=number).values_list("holder_name", flat=True).first()
    if name is None and OutboxMessage.objects.filter(state=OutboxMessage.State.SENT, recipient=number).exists():
        return ""
    return name


def others() -> dict[str, str]:
    """By number, those without an e-legitimation whom something was sent lately, the latest first: their names.

    Empty where nobody here knows the name.
    """
    sent = OutboxMessage.objects.filter(state=OutboxMessage.State.SENT).order_by("-pk")
    numbers = dict.fromkeys(sent.values_list("recipient", flat=True)[:LOOKED_THROUGH], "")
    for number in EidHolder.objects.filter(number__in=numbers).values_list("number", flat=True):
        del numbers[number]
    return numbers | dict(Mailbox.objects.filter(holder__in=numbers).values_list("holder", "holder_name"))


def look_at(number: str, name: str) -> Phone:
    """Open to anyone, as a phone on a table is: it holds word of messages, and only those of protection class 1
    themselves.
    """
    newest = sorted(_from_operators(number) + _from_elsewhere(number), key=attrgetter("at"), reverse=True)
    asked = [Asked(order, login.operator_at(order.next_path)) for order in login.waiting_for(number)]
    return Phone(number, name, asked, newest[:SHOWN])


def _from_operators(number: str) -> list[Bubble]:
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


def _announced(row: Announcement) -> Bubble:
    mailbox, path = row.message.mailbox, reverse("mail:open", args=[row.message.public_id])
    sender = row.sender_name or mailbox.operator.display_name
    return Bubble(row, _sent_at(row), sender, mailbox.operator.name, path, mailbox.holder)


def _from_elsewhere(number: str) -> list[Bubble]:
    sent = OutboxMessage.objects.filter(state=OutboxMessage.State.SENT, recipient=number)
    newest = sent.only(*TEXT_FIELDS).order_by("-sent_at", "-pk")[:SHOWN]
    return [Bubble(row, _sent_at(row), row.sender_name) for row in newest]


def _sent_at(row: OutgoingMessage) -> datetime:
    assert row.sent_at is not None, "what is sent was sent at some time"
    return row.sent_at
