"""How what came closest differs from what was asked for, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from infra.texts import Text, join_texts

CLOSEST: Final = Text("Närmast ligger {what}: {differences}.", "The closest one is {what}: {differences}.")
INSTEAD: Final = Text("{name} är {found} i stället för {wanted}", "{name} is {found} instead of {wanted}")
QUOTED: Final = Text("”{value}”", "“{value}”")
NOTHING: Final = Text.same("-")
MAX_SHOWN: Final = 60
"""Characters of a value."""
HOLDER: Final = "recipient"


@dataclass(frozen=True)
class UnmetFilter:
    """A filter that what came closest does not meet."""

    name: str
    expected: Any
    found: Any


def describe_closest(what: Text, unmet: Sequence[UnmetFilter]) -> Text:
    """What came closest, and each filter that it does not meet."""
    differences = [
        INSTEAD.format(
            name=each.name, found=_shown(each.name, each.found), wanted=_shown(each.name, each.expected)
        )
        for each in unmet
    ]
    return CLOSEST.format(what=what, differences=join_texts(", ", differences))


def write_value(value: Any) -> str:
    """The value as a filter of REST says it."""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def quote_value(value: str) -> Text:
    """A text that people have written, in quotation marks and not too long."""
    return QUOTED.format(value=value if len(value) <= MAX_SHOWN else f"{value[:MAX_SHOWN]}…")


def mask_recipient(recipient: str) -> str:
    return f"{recipient[:8]}****"


def _shown(name: str, value: Any) -> Text:
    written = write_value(value)
    if not written or value is None:
        return NOTHING
    if name == HOLDER:
        return Text.same(mask_recipient(written))
    return quote_value(written) if " " in written or len(written) > MAX_SHOWN else Text.same(written)
