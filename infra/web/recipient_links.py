"""Links to the pages that a face has about a recipient, for pages of other faces.

Faces do not import one another: the app with the simulated phones registers how to find one when it starts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.urls import NoReverseMatch, reverse

PhoneOwner = Callable[[str], bool]
"""Says of an identity number whether that recipient has a simulated phone."""

_phone_owners: Final = list[PhoneOwner]()


@dataclass(frozen=True)
class PhoneLinks:
    """The links to a recipient's SMS and e-mails."""

    phone: str
    beside_mailbox: str
    """The phone beside the mailbox; empty for companies, which have no e-legitimation to log in with."""


def register_phone_owners(has_phone: PhoneOwner) -> None:
    """Link to the phones of these recipients, too."""
    _phone_owners.append(has_phone)


def is_company(number: str) -> bool:
    """Whether the number is an organisation's, in the twelve digits of the contracts."""
    return number.startswith("16")


def phone_address(number: str) -> str:
    """The page of the recipient's phone; empty where this process does not serve it."""
    return address_of("mail:phone", number)


def phone_links(number: str) -> PhoneLinks | None:
    """The phone's pages; None: the recipient has none, or this process does not serve them."""
    phone = phone_address(number)
    if not phone or not any(has_phone(number) for has_phone in _phone_owners):
        return None
    return PhoneLinks(phone, "" if is_company(number) else address_of("mail:demo", number))


def address_of(name: str, *args: object) -> str:
    """The address of a page by its name; empty where this process does not serve it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
