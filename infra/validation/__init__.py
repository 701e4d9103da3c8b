"""Wrong values with their reasons, in a form that REST, pages and commands can all show.

Domain functions raise these errors. REST turns a path into a JSON pointer, a page into the field of its form.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from infra.errors import InvalidInput
from infra.errors.explanation import Check
from infra.texts import Text


@dataclass(frozen=True)
class InvalidValue:
    """One value that breaks a rule."""

    path: tuple[str | int, ...]
    """Where it stands: names of fields and places in lists, from the outside in. Empty: the whole."""
    text: Text
    """What is wrong with it, to be read after its name."""

    @property
    def field(self) -> str:
        """The innermost name in the path; empty: there is none."""
        return next((name for name in reversed(self.path) if isinstance(name, str)), "")


class InvalidValues(InvalidInput):
    """One or more values are wrong. Its own text tells the first, and how many more there are."""

    slug = "invalid-values"
    check = Check.SCHEMA

    def __init__(self, values: Sequence[InvalidValue]) -> None:
        super().__init__(*_summary(values))
        self.values = tuple(values)


@dataclass(frozen=True)
class NumberLimits:
    """The smallest and the largest whole number that a value may be."""

    minimum: int
    maximum: int

    @property
    def text(self) -> Text:
        """The reason for refusing a value outside the limits, to be read after its name."""
        return Text(
            f"ska vara ett heltal från {self.minimum} till {self.maximum}",
            f"must be a whole number from {self.minimum} to {self.maximum}",
        )

    def include(self, value: int) -> bool:
        return self.minimum <= value <= self.maximum


def require_limits(values: Mapping[str, int], limits: Mapping[str, NumberLimits]) -> None:
    """Return if each value lies within the limits of the same name.

    Raises:
        InvalidValues: those that do not, in the order of the limits.
    """
    outside = [(name, limit) for name, limit in limits.items() if not limit.include(values[name])]
    if outside:
        raise InvalidValues([InvalidValue((name,), limit.text) for name, limit in outside])


def _summary(values: Sequence[InvalidValue]) -> Text:
    first, more = values[0], len(values) - 1
    name = Text.same(first.field) if first.field else Text("innehållet", "the content")
    following = Text(f" (och {more} fel till)", f" (and {more} more)") if more else Text("", "")
    return name + ": " + first.text + following
