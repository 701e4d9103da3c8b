"""Read CSS declarations from a `style` attribute, and find those that a style sheet gives each element."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from cssselect import GenericTranslator, HTMLTranslator
from cssselect.parser import Selector, SelectorError, parse
from lxml import etree

from infra.html.css.sheets import COMMA, COMMENT, blocks_for_screens

Declarations = Mapping[str, str]
"""Values by property, both in lower case."""

MEANINGFUL: Final = frozenset(
    {
        "-webkit-animation", "-webkit-background-clip", "-webkit-mask", "-webkit-mask-image",
        "-webkit-text-fill-color", "-webkit-text-stroke", "animation", "animation-name", "background",
        "background-clip", "background-color", "background-image", "bottom", "clip", "clip-path", "color",
        "content-visibility", "display", "filter", "font", "font-size", "font-style", "font-weight", "height",
        "inset", "left", "list-style", "list-style-type", "margin-left", "margin-right", "margin-top", "mask",
        "mask-image", "max-height", "max-width", "min-height", "min-width", "mso-text-raise", "opacity",
        "overflow", "overflow-x", "overflow-y", "padding-bottom", "padding-top", "position", "right", "scale",
        "text-decoration", "text-decoration-line", "text-indent", "text-shadow", "top", "transform", "translate",
        "vertical-align", "visibility", "white-space", "width", "zoom",
    }
)  # fmt: skip
"""What a style sheet may say about an element: whether it is seen, and what changes its meaning."""
_PHYSICAL: Final = {
    "margin-inline-start": "margin-left", "margin-inline-end": "margin-right", "margin-block-start": "margin-top",
    "inset-inline-start": "left", "inset-inline-end": "right", "inset-block-start": "top",
    "inset-block-end": "bottom", "block-size": "height", "inline-size": "width", "max-block-size": "max-height",
    "max-inline-size": "max-width",
}  # fmt: skip
"""Names of sides and lengths by the direction of writing, for what is written from left to right."""
_VALID: Final = {
    "display": re.compile(
        r"(?:(?:none|block|inline|flow|flow-root|contents|list-item|run-in|math|inherit|initial|unset|revert"
        r"|revert-layer|(?:inline-)?(?:block|flex|grid|table)|table-[a-z-]{3,20}|ruby[a-z-]{0,20}"
        r"|-(?:webkit|ms|moz)-[a-z-]{1,20}|var\(.*)(?:\s+|\Z)){1,4}"
    ),
    "visibility": re.compile(r"visible|hidden|collapse|inherit|initial|unset|revert|revert-layer|var\(.*"),
}
"""Browsers pass over other values, and what is said before them holds."""
MAX_VALUE: Final = 60
"""Characters: a meaningful value is a few words long."""
PICTURED: Final = frozenset({"background", "background-image"})
"""Values that may be long: their beginning tells that there is a picture, or a fade."""
MAX_MATCHES: Final = 4_000_000
"""Selectors times elements: about half a second."""
COST_OF_DESCENT: Final = 10
"""A selector of parents and children takes as long as this many others, for each step."""
COST_OF_SEARCH: Final = 200
"""A search of all that an element holds (`:has`) takes as long as this many others."""
IMPORTANT: Final = re.compile(r"\s*!\s*important\s*$")
ESCAPE: Final = re.compile(r"\\([0-9a-f]{1,6})\s?", re.IGNORECASE)
"""A character of CSS by its number."""
_BY_PLACE: Final = (
    r":(?:first|last|only)-(?:child|of-type)|:nth-(?:last-)?(?:child|of-type)\([\w\s+-]{1,20}\)|[+~](?!=)"
)
_ATTRIBUTE: Final = r"\[\s*[\w-]{1,40}\s*(?:[~|^$*]?=\s*(?:\"[^\"\\]{0,80}\"|'[^'\\]{0,80}'|[\w-]{1,80})\s*)?\]"
_STEADY: Final = (
    rf"[\w\s.#*>-]|{_ATTRIBUTE}|:not\([\w\s.#,*:\[\]='\"-]{{1,60}}\)|:(?:is|where)\([\w\s.#,>*-]{{1,100}}\)"
    r"|:root|:link|:empty|:checked|:disabled|:lang\([\w-]{1,20}\)|:has\([\w\s.#,>+~*\[\]='\":-]{1,100}\)|\\."
)
SELECTOR: Final = re.compile(rf"(?:{_STEADY}|{_BY_PLACE}){{1,200}}")
"""Selectors that can be understood without a reader's acts, such as pointing at something."""
_NONE_OF: Final = re.compile(r":not\(([^(),]{1,60}(?:,[^(),]{1,60}){1,20})\)")
PSEUDO_ELEMENT: Final = re.compile(r"::?(before|after)\s*\Z", re.IGNORECASE)


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
    comparisons: int
    """How many times it compares siblings, each with all others: by far the slowest."""


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
    elements = sum(1 for _ in tree.iter())
    if sum(cost_of(rule.path) for rule in rules) * elements > MAX_MATCHES:
        raise TooManyRules
    if sum(rule.comparisons for rule in rules) * elements * _most_siblings(tree) > MAX_MATCHES:
        # What they hide is shown then: that is better than not to show the page.
        rules = [_without_colour(rule) for rule in rules if not rule.comparisons]
    found: dict[etree._Element, tuple[dict[str, str], dict[str, str]]] = {}
    for rule in rules:
        for element in selected_elements(tree, rule.path):
            found.setdefault(element, ({}, {}))[rule.weight[0]].update(rule.given)
    return dict(found)


def _without_colour(rule: StyleRule) -> StyleRule:
    """The rule without a colour of letters, whose ground may come from a rule that is left out."""
    return replace(rule, given={name: value for name, value in rule.given.items() if name != "color"})


def _most_siblings(tree: etree._Element) -> int:
    return max(len(element) for element in tree.iter())


def selected_elements(tree: etree._Element, path: str) -> Iterator[etree._Element]:
    """The elements that a selector's path leads to."""
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
            name = name.strip().lower()
            if name not in _VALID or _VALID[name].fullmatch(bare):
                (plain if bare == value else important)[_PHYSICAL.get(name, name)] = bare
    return plain, important


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1], 16)
    return chr(code) if 0x20 <= code < 0xD800 else ""


def _read_rules(sheet: str) -> Iterator[StyleRule]:
    for place, (prelude, body) in enumerate(blocks_for_screens(sheet)):
        for is_important, declared in enumerate(_parse_declarations(body)):
            given = _only_meaningful(declared)
            for selector, path in selectors_of(prelude) if given else ():
                weight = (bool(is_important), selector.specificity(), place)
                yield StyleRule(weight, path, given, path.count("-sibling::"))


_TRANSLATOR: Final[GenericTranslator] = HTMLTranslator()


def cost_of(path: str) -> int:
    """How long a selector's path takes for each element, measured in the simplest ones."""
    steps = path.count("/") - path.count("-sibling::")
    return 1 + COST_OF_DESCENT * steps + COST_OF_SEARCH * path.count("[descendant::") * (1 + steps)


def selectors_of(prelude: str) -> Iterator[tuple[Selector, str]]:
    """Those of the selectors before a block that are understood, and each as XPath."""
    for text in COMMA.split(prelude):
        if SELECTOR.fullmatch(text.strip()):
            try:
                selectors = parse(_NONE_OF.sub(_not_each, text.strip()))
                yield from [(selector, _TRANSLATOR.selector_to_xpath(selector)) for selector in selectors]
            except (SelectorError, ValueError):
                continue


def _not_each(found: re.Match[str]) -> str:
    """`:not(a, b)` as `:not(a):not(b)`, which the translator knows."""
    return "".join(f":not({part.strip()})" for part in found[1].split(","))


def _only_meaningful(declared: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value[:MAX_VALUE]
        for name, value in declared.items()
        if name in MEANINGFUL and (len(value) <= MAX_VALUE or name in PICTURED)
    }
