"""The owner of the mail that a page shows, for the head of the page."""

from dataclasses import dataclass

from infra.errors import InternalError
from infra.web import recipient_links
from mailbox_operator.models import Mailbox
from mailbox_ui.access.rights import Place, Right, right_to
from mailbox_ui.models import EidHolder


@dataclass(frozen=True, slots=True)
class MailOwner:
    """The owner of mail that another person looks at, and what that person may do."""

    name: str
    is_company: bool
    role: str
    right: Right


def owner_of_mail(holder: EidHolder, place: str) -> MailOwner | None:
    """The owner of the mailbox that an address names.

    None: the mailbox is the holder's own, or the holder may not open it.
    """
    key = Place.read(place).key
    mailbox = Mailbox.objects.select_related("operator").filter(key=key).first() if key else None
    if mailbox is None or mailbox.holder == holder.number:
        return None
    try:
        right, role = right_to(holder, mailbox)
    except InternalError:
        return None
    if right is None:
        return None
    return MailOwner(name_of(mailbox), recipient_links.is_company(mailbox.holder), role, right)


def name_of(mailbox: Mailbox) -> str:
    """The owner's name, else the number."""
    if mailbox.holder_name:
        return mailbox.holder_name
    return EidHolder.objects.filter(number=mailbox.holder).values_list("name", flat=True).first() or mailbox.holder
