"""Read CSS declarations from a `style` attribute, and find those that a style sheet gives each element."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from cssselect import GenericTranslator, HTMLTranslator
from cssselect.parser import Selector, SelectorError, parse
from lxml import etree

Declarations = Mapping[str, str]
"""Values by property, both in lower case."""

MEANINGFUL: Final = frozenset(
    {
        "-webkit-text-fill-color", "background", "background-color", "background-image", "bottom", "clip",
        "clip-path", "color", "content-visibility", "display", "filter", "font", "font-size", "font-style",
        "font-weight", "height", "left", "list-style", "list-style-type", "margin-left", "margin-right",
        "margin-top", "max-height", "max-width", "mso-text-raise", "opacity", "overflow", "overflow-x",
        "overflow-y", "position", "right", "scale", "text-decoration", "text-decoration-line", "text-indent",
        "top", "transform", "translate", "vertical-align", "visibility", "white-space", "width",
    }
)  # fmt: skip
"""What a style sheet may say about an element: whether it is seen, and what changes its meaning."""
MAX_VALUE: Final = 60
"""Characters: a meaningful value is a few words long."""
MAX_MATCHES: Final = 4_000_000
"""Selectors times elements: about half a second."""
COST_OF_DESCENT: Final = 10
"""A selector of parents and children takes as long as this many others, for each step."""
IMPORTANT: Final = re.compile(r"\s*!\s*important\s*$")
ESCAPE: Final = re.compile(r"\\([0-9a-f]{1,6})\s?", re.IGNORECASE)
"""A character of CSS by its number."""
FOR_SCREENS: Final = re.compile(
    r"@media\s+(?:only\s+)?(?:all|screen)(?:\s*,\s*[\w ]+)*\s*|@supports\s*\(\s*display\s*:[^()]{1,40}\)\s*",
    re.IGNORECASE,
)
"""A condition that holds for every screen: there is none that cannot show grids."""
COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
SIMPLE: Final = re.compile(r"(?:[\w\s.#*>\[\]='\"-]|:not\([\w.#\[\]='\"-]{1,60}\)){1,200}")
"""Selectors that are matched in linear time: no siblings, and of pseudo-classes only `:not`."""


class TooManyRules(Exception):
    """A style sheet has more selectors than can be matched with so many elements."""


@dataclass(frozen=True)
class StyleRule:
    """One selector with its declarations. Sorted by weight, the last rule wins."""

    weight: tuple[bool, tuple[int, int, int], int]
    """Whether it is important, its specificity, its place in the sheet (CSS Cascade, 6.1)."""
    path: str
    """The selector as XPath."""
    given: Declarations
    steps: int
    """How many times it goes from parents to children."""


def read_declarations(text: str) -> dict[str, str]:
    """The declarations of a `style` attribute; important ones win, then later ones."""
    plain, important = _parse_declarations(text)
    return plain | important


def match_rules(
    sheets: Iterable[str], tree: etree._Element
) -> dict[etree._Element, tuple[Declarations, Declarations]]:
    """What the sheets give each element: declarations that its attribute overrides, and those that override it.

    Conditional rules (`@media`) are left out but those for all screens: which of them apply depends on the screen.

    Raises:
        TooManyRules: more selectors than can be matched in reasonable time.
    """
    rules = sorted((rule for sheet in sheets for rule in _read_rules(sheet)), key=lambda rule: rule.weight)
    if not rules:
        return {}
    cost = sum(1 + COST_OF_DESCENT * rule.steps for rule in rules)
    if cost * sum(1 for _ in tree.iter()) > MAX_MATCHES:
        raise TooManyRules
    found: dict[etree._Element, tuple[dict[str, str], dict[str, str]]] = {}
    for rule in rules:
        for element in _selected_elements(tree, rule.path):
            found.setdefault(element, ({}, {}))[rule.weight[0]].update(rule.given)
    return dict(found)


def _selected_elements(tree: etree._Element, path: str) -> Iterator[etree._Element]:
    found = tree.xpath(path)
    assert isinstance(found, list), "a selector's path gives elements"
    return (element for element in found if isinstance(element, etree._Element))


def _parse_declarations(text: str) -> tuple[dict[str, str], dict[str, str]]:
    plain: dict[str, str] = {}
    important: dict[str, str] = {}
    for declaration in ESCAPE.sub(_character, COMMENT.sub("", text)).split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            value = value.strip().lower()
            bare = IMPORTANT.sub("", value) if value.endswith("important") else value
            (plain if bare == value else important)[name.strip().lower()] = bare
    return plain, important


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1], 16)
    return chr(code) if 0x20 <= code < 0xD800 else ""


def _read_rules(sheet: str) -> Iterator[StyleRule]:
    for place, (prelude, body) in enumerate(_blocks_for_screens(COMMENT.sub("", sheet))):
        if prelude.lstrip().startswith("@"):
            continue
        for is_important, declared in enumerate(_parse_declarations(body)):
            given = _only_meaningful(declared)
            for selector in _selectors_of(prelude) if given else ():
                path = _TRANSLATOR.selector_to_xpath(selector)
                weight = (bool(is_important), selector.specificity(), place)
                yield StyleRule(weight, path, given, path.count("/"))


_TRANSLATOR: Final[GenericTranslator] = HTMLTranslator()


def _selectors_of(prelude: str) -> Iterator[Selector]:
    for text in prelude.split(","):
        if SIMPLE.fullmatch(text.strip()):
            try:
                yield from parse(text.strip())
            except SelectorError:
                continue


def _only_meaningful(declared: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in declared.items() if name in MEANINGFUL and len(value) <= MAX_VALUE}


def _blocks_for_screens(sheet: str) -> Iterator[tuple[str, str]]:
    """The blocks of rules, also of those that hold for every screen."""
    for prelude, body in _rule_blocks(sheet):
        if FOR_SCREENS.fullmatch(prelude.strip()):
            yield from _rule_blocks(body)
        else:
            yield prelude, body


def _rule_blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """The text before each outermost pair of braces, and the text within it."""
    depth, begun, prelude = 0, 0, ""
    for brace in re.finditer(r"[{};]", sheet):
        if brace.group() == "{":
            if depth == 0:
                prelude, begun = sheet[begun : brace.start()], brace.end()
            depth += 1
        elif brace.group() == "}" and depth:
            depth -= 1
            if depth == 0:
                yield prelude, sheet[begun : brace.start()]
                begun = brace.end()
        elif depth == 0:
            # The end of a rule without a block: @import, @charset.
            begun = brace.end()
