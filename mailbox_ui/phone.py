"""The simulated phone: SMS and e-mails that a test person was sent, and log-ins that wait for an answer."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from urllib.parse import urlencode

from django.urls import reverse

from infra.carrier.models import Carried, Outgoing
from mailbox_operator.models import Announcement, Mailbox, Operator
from mailbox_ui.access import login
from mailbox_ui.models import EidHolder, LoginOrder

SHOWN = 50
TEXT_FIELDS = ("channel", "address", "sender_name", "sender_address", "subject", "text", "sent_at")


@dataclass(frozen=True, slots=True)
class Asked:
    """A log-in that waits for an answer, and at which operator."""

    order: LoginOrder
    operator: Operator | None


@dataclass(frozen=True, slots=True)
class Bubble:
    """An SMS or e-mail as the phone shows it."""

    sent: Outgoing
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
    def newest(self) -> Bubble | None:
        return self.bubbles[0] if self.bubbles else None


def owner(number: str) -> str | None:
    """The name of whose phone it is; None when nobody here has this number."""
    holder = EidHolder.objects.filter(number=number).first()
    if holder:
        return holder.name
    return Mailbox.objects.filter(holder=number).values_list("holder_name", flat=True).first()


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
    sent = Carried.objects.filter(state=Carried.State.SENT, recipient=number)
    newest = sent.only(*TEXT_FIELDS).order_by("-sent_at", "-pk")[:SHOWN]
    return [Bubble(row, _sent_at(row), row.sender_name) for row in newest]


def _sent_at(row: Outgoing) -> datetime:
    assert row.sent_at is not None, "what is sent was sent at some time"
    return row.sent_at
