"""Whose mail a page shows, for the head of the page."""

from dataclasses import dataclass
from enum import Enum

from infra.errors import InternalError
from mailbox_operator.models import Mailbox
from mailbox_ui.access.rights import Place, Right, right_to
from mailbox_ui.models import EidHolder


class Kind(Enum):
    """Whose it is, seen from the person who looks."""

    OWN = "own"
    COMPANY = "company"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Whose:
    """The owner of the mail on a page, and what the person who looks may do."""

    kind: Kind
    name: str
    role: str = ""
    right: str = ""
    """The name of the Right."""


def whose_mail(holder: EidHolder, place: str) -> Whose:
    """Whose mailbox an address names. One's own asks nobody; another's was opened by the same request."""
    named = Place.read(place)
    if not named.key:
        return Whose(Kind.OWN, holder.name)
    mailbox = Mailbox.objects.select_related("operator").filter(key=named.key).first()
    right, role = _right(holder, mailbox) if mailbox else (None, "")
    if mailbox is None or right is None:
        return Whose(Kind.OWN, holder.name)
    kind = Kind.COMPANY if mailbox.holder.startswith("16") else Kind.PERSON
    return Whose(kind, name_of(mailbox), role, right.name)


def name_of(mailbox: Mailbox) -> str:
    """The owner's name, else the number."""
    if mailbox.holder_name:
        return mailbox.holder_name
    return EidHolder.objects.filter(number=mailbox.holder).values_list("name", flat=True).first() or mailbox.holder


def _right(holder: EidHolder, mailbox: Mailbox) -> tuple[Right | None, str]:
    try:
        return right_to(holder, mailbox)
    except InternalError:
        return None, ""
