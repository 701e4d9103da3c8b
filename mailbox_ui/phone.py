"""The simulated phone: SMS and e-mails that a test person was sent, and log-ins that wait for an answer."""

import hashlib
from dataclasses import dataclass

from mailbox_operator.models import Announcement, Mailbox, Operator
from mailbox_ui import login
from mailbox_ui.models import EidHolder, LoginOrder

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """A log-in that waits for an answer, and at which operator."""

    order: LoginOrder
    operator: Operator | None


@dataclass(frozen=True, slots=True)
class Phone:
    number: str
    name: str
    orders: list[Asked]
    announcements: list[Announcement]

    @property
    def standing(self) -> str:
        """Changes when the phone shows something else."""
        shown = [str(asked.order.reference) for asked in self.orders]
        shown += [str(announcement.pk) for announcement in self.announcements]
        return hashlib.sha256(" ".join(shown).encode()).hexdigest()[:16]

    @property
    def newest(self) -> Announcement | None:
        return self.announcements[0] if self.announcements else None


def owner(number: str) -> str | None:
    """The name of whose phone it is; None when nobody here has this number."""
    holder = EidHolder.objects.filter(number=number).first()
    if holder:
        return holder.name
    return Mailbox.objects.filter(holder=number).values_list("holder_name", flat=True).first()


def look_at(number: str, name: str) -> Phone:
    """Open to anyone, as it holds no content of any message: only word that there is one."""
    sent = Announcement.objects.filter(
        state=Announcement.State.SENT, message__mailbox__holder=number
    ).select_related("message__mailbox__operator")
    fields = ("channel", "address", "subject", "text", "sent_at", "message__public_id",
              "message__mailbox__operator__name", "message__mailbox__operator__display_name")  # fmt: skip
    newest = sent.only(*fields).order_by("-sent_at", "-pk")[:SHOWN]
    asked = [Asked(order, login.operator_at(order.next_path)) for order in login.waiting_for(number)]
    return Phone(number, name, asked, list(newest))
