"""Text that a style sheet puts before or after elements: `content` of `::before` and `::after`.

Source: CSS 2.2, 12.2.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from lxml import etree

from infra.html.css.declarations import (
    MAX_MATCHES,
    PSEUDO_ELEMENT,
    blocks_for_screens,
    cost_of,
    read_declarations,
    selected_elements,
    selectors_of,
)
from infra.html.css.visibility import Visibility, is_removed

MAX_RULES: Final = 50
MAX_TEXTS: Final = 20_000
MAX_TEXT: Final = 500
"""Characters before or after one element."""
_CONTENT: Final = re.compile(
    r"(?:^|[;\s])content\s*:\s*((?:\"(?:[^\"\\]|\\.){0,500}\"|'(?:[^'\\]|\\.){0,500}'|[^;\"']){0,50})",
    re.IGNORECASE,
)
_PIECE: Final = re.compile(
    r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|attr\(\s*([\w-]{1,40})\s*\)|(open|close)-quote"
)
_ALTERNATIVE: Final = re.compile(r"\A((?:[^\"'/]|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')*)/.*", re.DOTALL)
"""Words for programs that read aloud, after a stroke, such as "★" / "star"."""
_ESCAPE: Final = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
"""Signs of a font of pictures, which is not there."""
_QUOTE: Final = "”"


@dataclass(frozen=True)
class GeneratedText:
    """What stands before and after an element's own text."""

    before: str = ""
    after: str = ""


def match_texts(sheets: Iterable[str], tree: etree._Element) -> Mapping[etree._Element, GeneratedText]:
    """The text that the sheets put before and after elements; of rules of one weight the last one wins."""
    found: dict[etree._Element, dict[str, str]] = {}
    for place, (element, side, text) in enumerate(_texts(sheets, tree)):
        if place >= MAX_TEXTS:
            break
        found.setdefault(element, {})[side] = text
    return {element: GeneratedText(**sides) for element, sides in found.items()}


def _texts(sheets: Iterable[str], tree: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    rules = [rule for sheet in sheets if "content" in sheet.lower() for rule in _rules(sheet)][:MAX_RULES]
    rules.sort(key=itemgetter(0))
    if sum(cost_of(path) for _, path, _, _ in rules) * sum(1 for _ in tree.iter()) > MAX_MATCHES:
        return
    for _, path, side, content in rules:
        for element in selected_elements(tree, path):
            yield element, side, _text_of(content, element)


def _rules(sheet: str) -> Iterator[tuple[tuple[int, int, int], str, str, str]]:
    """Each rule's weight, path, side and content."""
    for prelude, body in blocks_for_screens(sheet):
        content = _CONTENT.search(body)
        # Numbers are counted by the lists themselves.
        if content is None or "counter" in content[1].lower() or not _is_seen(body):
            continue
        for text in prelude.split(","):
            side = PSEUDO_ELEMENT.search(text)
            for selector, path in selectors_of(text[: side.start()] or "*") if side else ():
                if side and "-sibling::" not in path:
                    yield selector.specificity(), path, side[1].lower(), content[1]


def _is_seen(body: str) -> bool:
    given = read_declarations(body)
    return not is_removed({}, given) and Visibility().within("span", {}, given).shows_text


def _text_of(content: str, element: etree._Element) -> str:
    pieces = []
    for double, single, attribute, quote in _PIECE.findall(_ALTERNATIVE.sub(r"\1", content)):
        pieces.append(_unescaped(double or single) or (element.get(attribute) or "" if attribute else ""))
        # These elements get their quotation marks in any case.
        pieces.append(_QUOTE if quote and element.tag != "q" else "")
    return _PRIVATE.sub("", "".join(pieces))[:MAX_TEXT]


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text)


def _character(escape: re.Match[str]) -> str:
    if not escape[1]:
        return escape[2]
    code = int(escape[1], 16)
    if code in (0xA, 0xD):
        return "\n"
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF else ""
