"""Reads the element of a request, or refuses it with an explanation."""

from typing import TypeVar

from lxml import etree

from contracts import codec
from infra.errors import InvalidInput

Message = TypeVar("Message")


def read(cls: type[Message], element: etree._Element) -> Message:
    """The typed message of an element that is valid by its schema.

    Raises:
        InvalidInput: it cannot be read all the same, as text where base64 should stand (5001).
    """
    try:
        return codec.from_element(cls, element)
    except codec.NotReadable as problem:
        raise InvalidInput(problem.swedish, problem.english) from problem
