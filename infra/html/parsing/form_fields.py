"""The fields of a form as words: a letter shows how they were filled in, and nothing can be sent."""

from collections.abc import Mapping
from typing import Final

from lxml import etree

from infra.html.parsing.nodes import Element

TAGS: Final = frozenset({"input", "select", "textarea"})
TICKED, UNTICKED = "☒", "☐"
SENDING: Final = frozenset({"button", "file", "image", "password", "reset", "submit"})
"""Types of input that are of use only where a form can be sent."""
UNSEEN: Final = SENDING | {"hidden"}


def shown_words(element: etree._Element, tag: str, attributes: Mapping[str, str]) -> str:
    """The words that a browser shows in the field."""
    if tag == "textarea":
        return "".join(str(text) for text in element.itertext())
    if tag == "select":
        return _selected_options(element)
    kind = _kind(attributes)
    if kind in {"checkbox", "radio"}:
        return TICKED if "checked" in attributes else UNTICKED
    return "" if kind in UNSEEN else attributes.get("value", "")


def set_apart(field: list[Element | str], before: list[Element | str], after: str) -> list[Element | str]:
    """The field with a blank before and after it, where words touch the box that browsers draw around it."""
    last = before[-1] if before else ""
    touches = isinstance(last, Element) or last[-1:].isalnum()
    return [*([" "] if touches else []), *field, *([" "] if after[:1].isalnum() else [])]


def is_for_sending(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether the field is left out since nothing can be sent."""
    return tag == "input" and _kind(attributes) in SENDING


def _kind(attributes: Mapping[str, str]) -> str:
    return attributes.get("type", "text").strip().lower()


def _selected_options(select: etree._Element) -> str:
    options = list(select.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if not chosen and select.get("multiple") is None:
        chosen = options[:1]
    return ", ".join(" ".join("".join(str(text) for text in option.itertext()).split()) for option in chosen)
