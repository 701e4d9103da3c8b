"""Read JSON so that every database can keep what it says, and refuse the rest in words.

Python's reader takes more than JSON can mean to others: names that stand twice, numbers of any size, and halves of
characters. PostgreSQL refuses NUL in texts, SQLite takes it: here both get the same answer.
"""

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from infra.rest.problems import FieldError, Problem, invalid_values
from infra.rest.serializers import pointer_step
from infra.texts import Text
from infra.validation.unstorable import wrong_with_text

MAX_DEPTH: Final = 32
"""Objects and lists within one another. What the addresses here take has at most five."""
MIN_INTEGER: Final = -(2**63)
MAX_INTEGER: Final = 2**63 - 1

_WRONG_NUMBER: Final = Text("är ett tal som inte ryms i 64 bitar", "is a number that does not fit in 64 bits")
_WRONG_NAME: Final = Text("ett namn i objektet ", "a name in the object ")


class JsonParser(BaseParser):
    """JSON without repeated names, of bounded depth, with texts and numbers that can be stored."""

    media_type = "application/json"

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The value that the body says.

        Raises:
            ParseError: it is no JSON, or not in the encoding that it should have.
            Problem: it has values that cannot be kept.
        """
        value = _read(stream.read(), (parser_context or {}).get("encoding") or "utf-8")
        if errors := list(_unstorable_parts(value)):
            raise invalid_values(errors)
        return value


def _read(data: bytes, encoding: str) -> Any:
    try:
        return json.loads(
            data.decode(encoding), parse_constant=_refuse_constant, object_pairs_hook=_refuse_repeated_names
        )
    except RecursionError:
        raise _too_deep() from None
    except ValueError as problem:
        raise ParseError(f"JSON parse error - {problem}") from problem


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no value of JSON")


def _refuse_repeated_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        [(twice, _)] = Counter(name for name, _ in pairs).most_common(1)
        twice = ascii(twice)
        raise Problem(
            "invalid",
            f"Namnet {twice} står flera gånger i samma objekt; skriv det en gång.",
            f"The name {twice} stands several times in one object; write it once.",
        )
    return found


def _unstorable_parts(value: Any) -> Iterator[FieldError]:
    """The values that cannot be stored, by their place. Without recursion, since a caller decides on the depth."""
    waiting: list[tuple[str, Any, int]] = [("", value, 0)]
    while waiting:
        pointer, part, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise _too_deep()
        if wrong := _wrong_with(part):
            yield FieldError(pointer, wrong)
        waiting.extend((f"{pointer}/{step}", inner, depth + 1) for step, inner in _inside(part))


def _inside(part: Any) -> Sequence[tuple[str, Any]]:
    if isinstance(part, dict):
        return [(pointer_step(name), inner) for name, inner in part.items() if not wrong_with_text(name)]
    if isinstance(part, list):
        return [(str(place), inner) for place, inner in enumerate(part)]
    return ()


def _wrong_with(part: Any) -> Text | None:
    if isinstance(part, str):
        return wrong_with_text(part)
    if isinstance(part, dict):
        wrong = next(filter(None, map(wrong_with_text, part)), None)
        return _WRONG_NAME + wrong if wrong else None
    if isinstance(part, float):
        return None if math.isfinite(part) else _WRONG_NUMBER
    return _WRONG_NUMBER if isinstance(part, int) and not MIN_INTEGER <= part <= MAX_INTEGER else None


def _too_deep() -> Problem:
    return Problem(
        "invalid",
        f"Innehållet har fler än {MAX_DEPTH} objekt och listor i varandra.",
        f"The content has more than {MAX_DEPTH} objects and lists within one another.",
    )
