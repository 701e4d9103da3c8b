"""Lists over REST, a page at a time: the cursor that a program sends, and the address of the next page.

`infra.database.pages` reads the rows.
"""

from typing import Final
from urllib.parse import urlencode

from rest_framework import serializers
from rest_framework.request import Request

from infra.rest.problems import Problem
from infra.validation import NumberLimits

KEYS: Final = NumberLimits(1, 2**62)
"""Of rows, as a cursor names them."""


def cursor_field() -> serializers.IntegerField:
    """The key that the page before ended with, for the serializer of a query."""
    return serializers.IntegerField(
        required=False,
        min_value=KEYS.minimum,
        max_value=KEYS.maximum,
        help_text="From `next` of the page before",
    )


def limit_field(default: int, maximum: int) -> serializers.IntegerField:
    """The field for the number of rows on a page, for the serializer of a query."""
    return serializers.IntegerField(required=False, default=default, min_value=1, max_value=maximum)


def query_of(request: Request) -> dict[str, str]:
    """The query parameters by name.

    Raises:
        Problem: a parameter stands more than once.
    """
    repeated = ", ".join(name for name, values in request.query_params.lists() if len(values) > 1)
    if repeated:
        raise Problem(
            "invalid",
            f"{repeated} står flera gånger; varje filter får stå en gång.",
            f"{repeated} stands several times; each filter may stand once.",
        )
    return request.query_params.dict()


def next_field(words: str) -> serializers.URLField:
    """The field for the address of the next page. `words` say what the page has, and what null means."""
    return serializers.URLField(allow_null=True, help_text=words)


def next_address(request: Request, cursor: int | str | None, *, parameter: str = "cursor") -> str | None:
    """The same address with the cursor of the next page. None: this page is the last."""
    if cursor is None:
        return None
    query = request.query_params.dict() | {parameter: str(cursor)}
    return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
