"""The subjects of a call or a change: found in requests, and written without the numbers of persons."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache
from hashlib import blake2b, sha256
from typing import Any, Final

from django.conf import settings
from lxml import etree

from contracts import recipient_service
from infra.identity.masking import mask_numbers
from infra.identity.numbers import CONTRACT_FORM

KEY_BYTES: Final = 8
MAX_DEPTH: Final = 3
"""Of typed values within a request; identities stand no deeper."""
_NOT_SUBJECTS: Final = frozenset(
    {
        "sender_org_nr",
        "preferences",
        "accepted_senders",
        "service_supplier",
        "signature",
        "signature_data",
        "agreement_text",
    }
)
"""Fields that hold numbers of others than those that the request is about, or no numbers."""
_ASKED_FOR: Final[Collection[type]] = (recipient_service.IsReachable, recipient_service.GetAllReachableAccounts)
"""Requests with the sender as their first argument. Version 1 has no names for arguments."""
_ELEMENTS: Final = re.compile(r"(recipient|recipientid|id|companyid|.*identity|arg0|.*consent.*)", re.IGNORECASE)
"""Names of elements that hold such numbers in a request that could not be read as a typed message."""


def subjects_of(request: object) -> list[str]:
    """The numbers of those that the request is about, each once, in its order."""
    found = _in_element(request) if isinstance(request, etree._Element) else _in_message(request, MAX_DEPTH)
    return list(dict.fromkeys(found))


def recipients_of(request: object) -> list[str]:
    """The recipients of what a request carries, which comes as an element because it is signed."""
    if not isinstance(request, etree._Element):
        return []
    return [part.text or "" for part in request.iter("{*}Recipient", "{*}RecipientId")]


def masked_number(number: str) -> str:
    """The number as the log shows it: a person's without its last four digits."""
    return mask_numbers(number)


def key_of(number: str) -> bytes:
    """A digest that only this installation can make, since there are few enough numbers to try them all."""
    return blake2b(number.encode(), key=_secret(settings.SECRET_KEY), digest_size=KEY_BYTES).digest()


def key_as_integer(number: str) -> int:
    """The key of a number as a signed integer of eight bytes, for a column of integers."""
    return int.from_bytes(key_of(number), "big", signed=True)


def keys_of(numbers: Iterable[str]) -> bytes:
    """The keys of many numbers, one after the other, KEY_BYTES each."""
    secret = _secret(settings.SECRET_KEY)
    return b"".join(blake2b(each.encode(), key=secret, digest_size=KEY_BYTES).digest() for each in numbers)


@lru_cache(maxsize=4)
def _secret(key: str) -> bytes:
    return sha256(b"the register's log:" + key.encode()).digest()


def _in_message(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        if CONTRACT_FORM.fullmatch(value):
            yield value
    elif isinstance(value, list):
        if value and isinstance(value[0], str):
            # One tells for all: the schema has judged them, and there may be a thousand.
            yield from value if CONTRACT_FORM.fullmatch(value[0]) else ()
            return
        for item in value:
            yield from _in_message(item, depth)
    elif depth and is_dataclass(value):
        for name in _field_names(type(value)):
            yield from _in_message(getattr(value, name), depth - 1)


_names: Final[dict[type, Collection[str]]] = {}


def _field_names(kind: Any) -> Collection[str]:
    """Names of the fields that may hold subjects of the request, found once for each class."""
    if kind not in _names:
        left_out = _NOT_SUBJECTS | {"arg0"} if kind in _ASKED_FOR else _NOT_SUBJECTS
        _names[kind] = [field.name for field in fields(kind) if field.name not in left_out]
    return _names[kind]


def _in_element(element: etree._Element) -> Iterator[str]:
    for part in element.iter(etree.Element):
        text = (part.text or "").strip()
        if CONTRACT_FORM.fullmatch(text) and _ELEMENTS.fullmatch(etree.QName(part).localname):
            yield text
