"""Reads the element of a request, or refuses it with an explanation."""

from typing import TypeVar

from lxml import etree

from contracts import codec
from infra.errors import InvalidInput

Message = TypeVar("Message")


def first_argument(request: etree._Element) -> etree._Element:
    """The first element of a request that is valid by its schema; instructions may stand before it."""
    return next(child for child in request if isinstance(child.tag, str))


def read_message(cls: type[Message], element: etree._Element) -> Message:
    """The typed message of an element that is valid by its schema.

    Raises:
        InvalidInput: it cannot be read all the same, as text where base64 should stand (5001).
    """
    try:
        return codec.from_element(cls, element)
    except codec.NotReadable as problem:
        raise InvalidInput(problem.swedish, problem.english, slug="value-unreadable") from problem
