"""Every address of the citizen's pages, read from the URL resolver, with the rule of who may go there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from types import MappingProxyType
from typing import Any, Final

from django.urls import URLPattern, URLResolver

from mailbox_ui import urls
from mailbox_ui.access.rights import Right


class Door(Enum):
    """What stands between an address and what it shows."""

    OPEN = auto()
    """Everybody; it shows nobody's mail."""
    LOGIN = auto()
    """Everybody who is logged in, who sees what is their own."""
    MAILBOX = auto()
    """Those with the right to the mailbox that the address names."""
    LETTER = auto()
    """Those with the right to the letter's mailbox, which the address does not name."""
    COMPANY = auto()
    """Those who may sign for the company that the address names, alone or with others."""
    ORDER = auto()
    """The person who began what the address names."""


@dataclass(frozen=True)
class Rule:
    door: Door
    needs: Right = Right.READ
    method: str = "get"
    arguments: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    """Where they differ from those of the walk."""


OPEN, LOGIN = Rule(Door.OPEN), Rule(Door.LOGIN)
READ, MANAGE, OWN = (Rule(Door.MAILBOX, right) for right in (Right.READ, Right.MANAGE, Right.OWN))
MANAGE_BY_FORM, OWN_BY_FORM = (Rule(Door.MAILBOX, right, "post") for right in (Right.MANAGE, Right.OWN))
COMPANY = Rule(Door.COMPANY)
ORDER = Rule(Door.ORDER)
EMAIL: Final = {"channel": "email"}

RULES: Final[Mapping[str, Rule]] = {
    **dict.fromkeys(
        ("portal", "operators", "login", "login-wait", "identify", "other-person", "logged-out", "navigate-inbox",
         "navigate-account-request", "phones", "phone", "phone-renewal", "demo", "accessibility", "sign",
         "sign-on-phone", "check-signatures"),
        OPEN,
    ),
    **dict.fromkeys(("login-state", "log-out", "language"), Rule(Door.OPEN, method="post")),
    **dict.fromkeys(("my-mailboxes", "enrol", "leave", "mailboxes", "switch", "received"), LOGIN),
    **dict.fromkeys(("withdraw", "answer-consent"), Rule(Door.LOGIN, method="post")),
    **dict.fromkeys(
        ("inbox", "archive", "bin", "search", "folder", "inbox-renewal", "archive-renewal", "bin-renewal",
         "search-renewal", "folder-renewal", "message", "letter", "attachment", "page-picture", "download",
         "cases", "case", "page-text", "sheets", "download-all", "signatures", "original", "forwarded-email"),
        READ,
    ),
    **dict.fromkeys(("edit-folder", "preferences", "forward", "hand-on", "reply"), MANAGE),
    **dict.fromkeys(("file", "undo", "create-folder", "remove-folder", "receipt"), MANAGE_BY_FORM),
    "contact": Rule(Door.MAILBOX, Right.MANAGE, "post", EMAIL),
    **dict.fromkeys(("senders", "readers", "log", "export"), OWN),
    **dict.fromkeys(("change-senders", "withdraw-senders", "change-reader"), OWN_BY_FORM),
    "open": Rule(Door.LETTER),
    **dict.fromkeys(("company", "enrol-company", "leave-company"), COMPANY),
    **dict.fromkeys(("withdraw-company", "remind"), Rule(Door.COMPANY, method="post")),
    "signing": ORDER,
    "signing-state": Rule(Door.ORDER, method="post"),
}  # fmt: skip
"""By name of the address."""


@dataclass(frozen=True)
class Address:
    name: str
    parameters: frozenset[str]

    @property
    def rule(self) -> Rule:
        return RULES[self.name]

    def __str__(self) -> str:
        return self.name


def addresses() -> list[Address]:
    return list(_walk(urls.urlpatterns, frozenset()))


def addresses_behind(*doors: Door) -> list[Address]:
    """Those that have a rule; the others fail a test of their own."""
    return [address for address in addresses() if address.name in RULES and address.rule.door in doors]


def _walk(patterns: Sequence[URLPattern | URLResolver], above: frozenset[str]) -> Iterator[Address]:
    for pattern in patterns:
        parameters = above | pattern.pattern.converters.keys()
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, parameters)
        else:
            yield Address(str(pattern.name), parameters)
