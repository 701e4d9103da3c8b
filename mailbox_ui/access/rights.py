"""What a person may do with a mailbox, and the name that the mailbox has in addresses."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from mailbox_operator.models import Mailbox, Operator
from mailbox_ui.models import EidHolder

KEY_MARK: Final = "~"
"""Stands in an address between the operator's domain and the key of another holder's mailbox."""


class Right(IntEnum):
    """From the least to the most; the greater includes the smaller.

    Source: contract Consent, ConsentRead, ConsentReadExtendUnread and ConsentManage.
    """

    READ = 1
    """Letters that have been read before."""
    READ_NEW = 2
    """Unread letters too."""
    MANAGE = 3
    """File, throw away and send on letters."""
    OWN = 4
    """Everything, settings and consents too."""


@dataclass(frozen=True, slots=True)
class Place:
    """The mailbox that an address names: one's own at an operator, or that of another holder, told by its key."""

    operator: str
    """The operator's internet domain."""
    key: str = ""
    """Empty: one's own."""

    @classmethod
    def read(cls, written: str) -> "Place":
        operator, _, key = written.partition(KEY_MARK)
        return cls(operator, key)

    def __str__(self) -> str:
        return f"{self.operator}{KEY_MARK}{self.key}" if self.key else self.operator


@dataclass(frozen=True, slots=True)
class OpenedMailbox:
    """A mailbox with what the person who opened it may do there."""

    mailbox: Mailbox
    right: Right
    place: str
    """The segment of addresses that names it for this person."""

    @property
    def operator(self) -> Operator:
        return self.mailbox.operator

    @property
    def is_own(self) -> bool:
        return self.right is Right.OWN and KEY_MARK not in self.place

    def allows(self, needs: Right) -> bool:
        return self.right >= needs


def right_to(holder: EidHolder, mailbox: Mailbox) -> Right | None:
    """What the holder may do with the mailbox now; None: nothing."""
    return Right.OWN if mailbox.holder == holder.number else None


def place_of(holder: EidHolder, mailbox: Mailbox) -> str:
    """The name that the mailbox has in the holder's addresses."""
    key = "" if mailbox.holder == holder.number else mailbox.key
    return str(Place(mailbox.operator.name, key))
