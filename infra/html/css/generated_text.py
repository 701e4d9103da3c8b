"""Text and numbers that a style sheet puts before or after elements: `content` of `::before` and `::after`.

Source: CSS 2.2, 12.2.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import Final

from lxml import etree

from infra.html.css.counters import NO_COUNTING, Counters, Counting, asks_for_numbers, read_counting
from infra.html.css.declarations import (
    MAX_MATCHES,
    PSEUDO_ELEMENT,
    cost_of,
    read_declarations,
    selected_elements,
    selectors_of,
)
from infra.html.css.sheets import COMMA, blocks_for_screens
from infra.html.css.visibility import Visibility, is_removed

MAX_RULES: Final = 400
MAX_TEXTS: Final = 20_000
"""Elements with a text before or after them."""
MAX_SPOKEN_OF: Final = 200_000
"""Pairs of rules and elements."""
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


@dataclass(frozen=True)
class _Rule:
    """What a rule says of the text at a side of elements, or of counters."""

    weight: tuple[int, int, int]
    path: str
    side: str
    """Empty for the elements themselves."""
    content: str
    """Empty where it says only what is counted."""
    counting: Counting


def match_texts(sheets: Iterable[str], tree: etree._Element) -> Mapping[etree._Element, GeneratedText]:
    """The text that the sheets put before and after elements; of rules of one weight the last one wins."""
    written = list(sheets)
    if not any("content" in sheet.lower() for sheet in written):
        return {}
    rules = [rule for sheet in written for rule in _rules(sheet)]
    rules = sorted(rules[:MAX_RULES], key=attrgetter("weight"))
    if sum(cost_of(rule.path) for rule in rules) * sum(1 for _ in tree.iter()) > MAX_MATCHES:
        return {}
    contents: dict[etree._Element, dict[str, str]] = {}
    counting: dict[etree._Element, dict[str, Counting]] = {}
    for element, rule in _matches(rules, tree):
        if rule.content and len(contents) < MAX_TEXTS:
            contents.setdefault(element, {})[rule.side] = rule.content
        if rule.counting is not NO_COUNTING:
            sides = counting.setdefault(element, {})
            sides[rule.side] = sides.get(rule.side, NO_COUNTING).followed_by(rule.counting)
    if any(asks_for_numbers(content) for sides in contents.values() for content in sides.values()):
        contents = _with_numbers(contents, counting, tree)
    return {
        element: GeneratedText(**{side: _text_of(content, element) for side, content in sides.items()})
        for element, sides in contents.items()
    }


def _matches(rules: Sequence[_Rule], tree: etree._Element) -> Iterator[tuple[etree._Element, _Rule]]:
    """The elements that each rule speaks of, up to MAX_SPOKEN_OF."""
    pairs = ((element, rule) for rule in rules for element in selected_elements(tree, rule.path))
    yield from islice(pairs, MAX_SPOKEN_OF)


def _with_numbers(
    contents: Mapping[etree._Element, Mapping[str, str]],
    counting: Mapping[etree._Element, Mapping[str, Counting]],
    tree: etree._Element,
) -> dict[etree._Element, dict[str, str]]:
    """The contents with the numbers that their counters have there."""
    counters = Counters()
    found = {element: dict(sides) for element, sides in contents.items()}

    def write_number(element: etree._Element, side: str) -> None:
        if side in found.get(element, {}):
            found[element][side] = counters.with_numbers(found[element][side])

    counters.count_through(tree, lambda element: _with_own(element, counting.get(element, {})), write_number)
    return found


def _with_own(element: etree._Element, sides: Mapping[str, Counting]) -> Mapping[str, Counting]:
    """What the sheets say of counters at an element, and what its own attribute says in their place."""
    own = read_counting(element.get("style") or "")
    return {**sides, "": sides.get("", NO_COUNTING).followed_by(own)} if own is not NO_COUNTING else sides


def _rules(sheet: str) -> Iterator[_Rule]:
    for prelude, body in blocks_for_screens(sheet):
        content, counting = _CONTENT.search(body), read_counting(body)
        if (content is None and counting is NO_COUNTING) or not _is_seen(body):
            continue
        for text in COMMA.split(prelude):
            side = PSEUDO_ELEMENT.search(text)
            said = content[1] if content and side else ""
            for selector, path in selectors_of((text[: side.start()] or "*") if side else text):
                if "-sibling::" not in path and (said or counting is not NO_COUNTING):
                    yield _Rule(selector.specificity(), path, side[1].lower() if side else "", said, counting)


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
