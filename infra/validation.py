"""Which values are wrong and why, in a form that REST, pages and commands can all show.

Domain functions raise these errors. REST turns a path into a JSON pointer, a page into the field of its form.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from infra.errors import InvalidInput
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

    def __init__(self, values: Sequence[InvalidValue]) -> None:
        super().__init__(*_summary(values))
        self.values = tuple(values)


@dataclass(frozen=True)
class Limits:
    """The smallest and the largest whole number that a value may be."""

    minimum: int
    maximum: int

    @property
    def too_small(self) -> Text:
        return Text(f"ska vara minst {self.minimum}", f"must be {self.minimum} or more")

    @property
    def too_large(self) -> Text:
        return Text(f"får vara högst {self.maximum}", f"may be {self.maximum} at most")

    def problem_with(self, value: int) -> Text | None:
        """What is wrong with the value. None: it lies within the limits."""
        if value < self.minimum:
            return self.too_small
        return self.too_large if value > self.maximum else None


def require_limits(values: Mapping[str, int], limits: Mapping[str, Limits]) -> None:
    """Return if each value lies within the limits of the same name.

    Raises:
        InvalidValues: those that do not, in the order of the limits.
    """
    problems = ((name, limit.problem_with(values[name])) for name, limit in limits.items())
    if wrong := [InvalidValue((name,), text) for name, text in problems if text]:
        raise InvalidValues(wrong)


def _summary(values: Sequence[InvalidValue]) -> Text:
    first, more = values[0], len(values) - 1
    name = Text.same(first.field) if first.field else Text("innehållet", "the content")
    following = Text(f" (och {more} fel till)", f" (and {more} more)") if more else Text("", "")
    return name + ": " + first.text + following
