"""Takes style sheets apart: rules within rules, conditions that every screen meets, and values by a name.

Source: CSS Nesting 1, 3; CSS Conditional Rules 3; CSS Custom Properties 1, 3.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product
from typing import Final

COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
COMMA: Final = re.compile(r",(?![^()]{0,100}\)|[^\[\]]{0,100}\])")
"""Between selectors, and not within the brackets of one."""
MAX_DEPTH: Final = 6
"""Of rules within rules."""
MAX_SELECTORS: Final = 50
"""That two lists of nested rules make together."""
MAX_SELECTOR: Final = 1_000
"""Characters of one of these. Longer ones are left out: each level may repeat the one around it many times."""
FOR_SCREENS: Final = re.compile(
    r"@media\s+(?:only\s+)?(?:all|screen)(?:\s*,\s*[\w ]+)*\s*|@media\s+not\s+print\s*"
    r"|@supports(?:\s*(?:and|or)?\s*\(\s*(?:display|position|gap|color|opacity)\s*:[^()]{1,40}\)){1,4}\s*"
    r"|@media\s+(?:(?:only\s+)?(?:all|screen)\s+and\s*)?"
    r"\(\s*(?:min-width\s*:\s*[12]?\d{1,2}(?:px)?|max-width\s*:\s*(?:[2-9]\d{3}|\d{5,9})px)\s*\)\s*"
    r"|@layer\b[\w\s.-]{0,60}",
    re.IGNORECASE,
)
"""A condition that holds for every screen: each can show grids, and is 300 pixels wide."""
_TOKEN: Final = re.compile(r"\"(?:[^\"\\\n]|\\.){0,500}\"|'(?:[^'\\\n]|\\.){0,500}'|\\.|[{};]")
"""What begins or ends a block, and texts, in which nothing does."""
_ROOT: Final = re.compile(r"(?::root|html|body|\*|:host|\s|,)+", re.IGNORECASE)
_NAMED: Final = re.compile(r"(?:^|[;\s])(--[\w-]{1,60})\s*:\s*([^;{}]{1,60})")
_VARIABLE: Final = re.compile(r"\bvar\(\s*(--[\w-]{1,60})\s*(?:,\s*((?:[^(),]|\([^()]{0,60}\)){0,60}))?\)")
MAX_VALUE: Final = 60
"""Characters of a value that has a name."""
Variables = Mapping[str, str]


def blocks_for_screens(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and declarations of a sheet that hold for every screen."""
    yield from _blocks_within(COMMENT.sub("", sheet), 0)


def variables_of(sheets: Iterable[str]) -> Variables:
    """The values that the sheets give names for the whole page; later ones win."""
    found: dict[str, str] = {}
    for sheet in sheets:
        if "--" in sheet:
            for prelude, body in blocks_for_screens(sheet):
                found |= dict(_NAMED.findall(body)) if _ROOT.fullmatch(prelude) else {}
    written = {name: with_values(value, found) for name, value in found.items()}
    return {name: value.strip() for name, value in written.items() if len(value) <= MAX_VALUE}


def with_values(text: str, variables: Variables) -> str:
    """The text with values in place of their names; a name without a value stays."""
    if "var(" not in text:
        return text
    return _VARIABLE.sub(lambda found: variables.get(found[1]) or found[2] or found[0], text)


def _blocks_within(sheet: str, depth: int) -> Iterator[tuple[str, str]]:
    for prelude, body in _rule_blocks(sheet):
        if not prelude.lstrip().startswith("@"):
            yield from _unnested(prelude, body, depth)
        elif FOR_SCREENS.fullmatch(prelude.strip()) and depth < MAX_DEPTH:
            yield from _blocks_within(body, depth + 1)


def _unnested(prelude: str, body: str, depth: int) -> Iterator[tuple[str, str]]:
    """The rule without those within it, which follow it as rules of their own."""
    if "{" not in body:
        yield prelude, body
        return
    within = list(_rule_blocks(body)) if depth < MAX_DEPTH else []
    yield prelude, _without(within, body)
    for inner, rules in within:
        if not inner.lstrip().startswith("@"):
            yield from _unnested(_combined(prelude, inner), rules, depth + 1)
        elif FOR_SCREENS.fullmatch(inner.strip()):
            yield from _unnested(prelude, rules, depth + 1)


def _without(within: Iterable[tuple[str, str]], body: str) -> str:
    """The declarations of a rule's body between the rules within it, which stand there in this order."""
    parts, begun = [], 0
    for inner, rules in within:
        block = f"{inner}{{{rules}}}"
        place = body.index(block, begun)
        parts.append(body[begun:place])
        begun = place + len(block)
    return ";".join([*parts, body[begun:]])


def _combined(outer: str, inner: str) -> str:
    """The selectors of a rule within another: `&` stands for the outer one, or it comes first."""
    firsts, seconds = (COMMA.split(each, MAX_SELECTORS)[:MAX_SELECTORS] for each in (outer, inner))
    return ",".join(
        part.replace("&", around.strip()) if "&" in part else f"{around.strip()} {part.strip()}"
        for around, part in islice(product(firsts, seconds), MAX_SELECTORS)
        if len(around) * max(part.count("&"), 1) + len(part) <= MAX_SELECTOR
    )


def _rule_blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """The text before each outermost pair of braces, and the text within it."""
    depth, begun, prelude = 0, 0, ""
    for token in _TOKEN.finditer(sheet):
        sign = token.group()
        if sign == "{":
            if depth == 0:
                prelude, begun = sheet[begun : token.start()], token.end()
            depth += 1
        elif sign == "}" and depth:
            depth -= 1
            if depth == 0:
                yield prelude, sheet[begun : token.start()]
                begun = token.end()
        elif sign == ";" and depth == 0:
            # The end of a rule without a block: @import, @charset.
            begun = token.end()
