"""The keys of what runs own, as people write them in addresses."""

from typing import Final

from infra.errors import InvalidInput
from infra.hooks.runs import ItemKind
from infra.identity.reading import read_recipient

NUMBERED: Final = frozenset({ItemKind.PERSON, ItemKind.COMPANY, ItemKind.ACTOR})
"""By identity number, which may be written with a hyphen or without a century."""


def item_key(kind: ItemKind, written: str) -> str:
    """The key by which a run owns it. What is no possible key is returned as it is."""
    if kind in NUMBERED:
        try:
            return read_recipient(written).value
        except InvalidInput:
            return written
    if kind is ItemKind.CERTIFICATE:
        return written.lower().lstrip("0")
    return written.strip().lower() if kind is ItemKind.OPERATOR else written
