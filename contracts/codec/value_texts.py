"""The texts of values that are no messages."""

from collections.abc import Callable
from enum import Enum
from typing import Any

import pybase64


def text_writer(kind: type) -> Callable[[Any], str]:
    """What gives the text of a value of this type, other than text itself."""
    return _enum_texts(kind) if issubclass(kind, Enum) else _TO_TEXT.get(kind, str)


def _enum_texts(kind: type[Enum]) -> Callable[[Any], str]:
    return {member: str(member.value) for member in kind}.__getitem__


_TO_TEXT: dict[type, Callable[[Any], str]] = {
    bool: {True: "true", False: "false"}.__getitem__,
    bytes: pybase64.b64encode_as_string,
}
