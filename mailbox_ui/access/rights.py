"""A person's rights in a mailbox, and the name that the mailbox has in addresses."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from django.db.models import QuerySet

from infra.web import recipient_links
from mailbox_operator.customers import access_rights
from mailbox_operator.customers.access_rights import Grant, GrantType
from mailbox_operator.models import Mailbox, Message, Operator
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


RIGHTS: Final = {
    GrantType.AUTHORIZED_SIGNATORY: Right.OWN,
    GrantType.AUTHORIZED_ROLE: Right.OWN,
    GrantType.CONSENT_MANAGE: Right.MANAGE,
    GrantType.CONSENT_READ_EXTEND_UNREAD: Right.READ_NEW,
    GrantType.CONSENT_READ: Right.READ,
}
"""What each grant of the register's gives. What an officer of a company begins, the register completes when others
have signed too."""
FOR_COMPANY: Final = frozenset({GrantType.AUTHORIZED_SIGNATORY, GrantType.AUTHORIZED_ROLE})


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
    role: str = ""
    """What the person is for the holder, in Swedish, such as "God man"; empty: the owner, or by a consent."""

    @property
    def operator(self) -> Operator:
        return self.mailbox.operator

    @property
    def is_own(self) -> bool:
        return self.right is Right.OWN and KEY_MARK not in self.place

    @property
    def is_company(self) -> bool:
        return recipient_links.is_company(self.mailbox.holder)

    @property
    def messages(self) -> QuerySet[Message]:
        """The messages that the person may see."""
        return visible_messages(self.mailbox, self.right)

    def allows(self, needs: Right) -> bool:
        return self.right >= needs


def right_to(holder: EidHolder, mailbox: Mailbox) -> tuple[Right | None, str]:
    """The holder's right in the mailbox now, and the role that gives it; None: no right.

    Of one's own mailbox nobody is asked.

    Raises:
        InternalError: it is another holder's, and the register does not answer (4999).
    """
    if mailbox.holder == holder.number:
        return Right.OWN, ""
    grant = access_rights.grants_of(mailbox.operator.name, holder.number).to(mailbox.holder)
    return (right_of(grant), grant.role) if grant else (None, "")


def right_of(grant: Grant) -> Right | None:
    """The right that the grant gives in a mailbox at the operator that asked for it."""
    if grant.may_view:
        return RIGHTS[grant.kind]
    # The company has gone to another operator or closed its mailbox. What came before is still its own.
    return Right.MANAGE if grant.kind in FOR_COMPANY else None


def visible_messages(mailbox: Mailbox, right: Right) -> QuerySet[Message]:
    """The messages that may be seen with the right: with the least, those that the owner has opened."""
    return mailbox.messages.all() if right >= Right.READ_NEW else mailbox.messages.exclude(read_at=None)


def place_of(holder: EidHolder, mailbox: Mailbox) -> str:
    """The name that the mailbox has in the holder's addresses."""
    key = "" if mailbox.holder == holder.number else mailbox.key
    return str(Place(mailbox.operator.name, key))
