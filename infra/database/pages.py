"""A page of rows, and where the next one begins."""

from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def first(rows: QuerySet[Row], most: int) -> tuple[list[Row], Row | None]:
    """The first rows, at most `most`, and the last of them if others follow: the next page goes on after it.

    `most` is 1 or more. One row more is read than is given: nothing has to be counted.
    """
    found = list(rows[: most + 1])
    return found[:most], found[most - 1] if len(found) > most else None
