"""Counts what a style sheet counts, such as the headings and items of pages that programs have converted.

Source: CSS Lists 3, 4 (counter-reset, counter-increment, scopes); CSS Counter Styles 3, 6.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from infra.html.list_marks import number_in_style

Steps = Sequence[tuple[str, int]]
"""Names of counters, each with a number."""
_PROPERTY: Final = re.compile(r"(?:^|[;\s])counter-(reset|increment|set)\s*:\s*([^;{}]{1,200})", re.IGNORECASE)
_STEP: Final = re.compile(r"(?:reversed\(\s*)?([A-Za-z_-][\w-]{0,80})\)?(?:\s+(-?\d{1,6}))?")
_ASKED: Final = re.compile(
    r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')|(counters?)\(\s*([\w-]{1,80})\s*(?:,\s*[\"']([^\"']{0,10})[\"']\s*)?(?:,\s*([\w-]{1,40})\s*)?\)",
    re.IGNORECASE,
)
"""A text, which may speak of counters, or a counter that is shown."""
_NO_NAMES: Final = frozenset({"none", "inherit", "initial", "unset"})


@dataclass(frozen=True)
class Counting:
    """What a rule does to counters."""

    resets: Steps = ()
    increments: Steps = ()
    sets: Steps = ()

    def followed_by(self, other: "Counting") -> "Counting":
        """This with what a heavier rule says in its place."""
        return Counting(other.resets or self.resets, other.increments or self.increments, other.sets or self.sets)


NO_COUNTING: Final = Counting()


def read_counting(body: str) -> Counting:
    """What the declarations do to counters."""
    if "counter-" not in body.lower():
        return NO_COUNTING
    found = {name.lower(): value for name, value in _PROPERTY.findall(body)}
    return Counting(
        tuple(_steps(found.get("reset", ""), 0)),
        tuple(_steps(found.get("increment", ""), 1)),
        tuple(_steps(found.get("set", ""), 0)),
    )


def _steps(value: str, default: int) -> Iterator[tuple[str, int]]:
    for name, number in _STEP.findall(value):
        if name.lower() not in _NO_NAMES:
            yield name, int(number) if number else default


def asks_for_numbers(content: str) -> bool:
    """Whether the content of a rule shows counters."""
    return "counter" in content.lower()


@dataclass
class Counters:
    """The counters in force at a place of a page, read from its beginning to its end."""

    _values: dict[str, list[int]] = field(default_factory=dict)
    """Of each name, from the outermost element to the innermost."""

    def count_through(
        self,
        element: etree._Element,
        counting_of: Callable[[etree._Element], Mapping[str, Counting]],
        visit: Callable[[etree._Element, str], None],
    ) -> None:
        """Visit the sides `before` and `after` of all elements within this one, in order, with its counters."""
        self._read(element, set(), counting_of, visit)

    def with_numbers(self, content: str) -> str:
        """The content with texts in place of the counters that it shows."""
        return _ASKED.sub(lambda found: found[1] or f'"{self._shown(*found.groups()[1:])}"', content)

    def _read(
        self,
        element: etree._Element,
        of_siblings: set[str],
        counting_of: Callable[[etree._Element], Mapping[str, Counting]],
        visit: Callable[[etree._Element, str], None],
    ) -> None:
        """`of_siblings`: the counters that the element's siblings have begun, which hold for it, too."""
        counting = counting_of(element)
        self._apply(counting.get("", NO_COUNTING), of_siblings)
        begun: set[str] = set()
        for side in ("before", "after"):
            self._apply(counting.get(side, NO_COUNTING), begun)
            visit(element, side)
            for child in element if side == "before" else ():
                self._read(child, begun, counting_of, visit)
        for name in begun:
            self._values[name].pop()

    def _apply(self, counting: Counting, begun: set[str]) -> None:
        for name, number in counting.resets:
            self._begin(name, number, begun)
        for name, number in counting.increments:
            self._values[name if self._values.get(name) else self._begin(name, 0, begun)][-1] += number
        for name, number in counting.sets:
            self._values[name if self._values.get(name) else self._begin(name, 0, begun)][-1] = number

    def _begin(self, name: str, number: int, begun: set[str]) -> str:
        values = self._values.setdefault(name, [])
        if name in begun:
            values[-1] = number
        else:
            values.append(number)
            begun.add(name)
        return name

    def _shown(self, function: str, name: str, between: str | None, style: str | None) -> str:
        values = self._values.get(name) or [0]
        kept = values if function.lower() == "counters" else values[-1:]
        return (between or "").join(number_in_style((style or "decimal").lower(), value) for value in kept)
