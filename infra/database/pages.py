"""Read a page of rows, and find out where the next page begins."""

from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def page_of(rows: QuerySet[Row], limit: int) -> tuple[list[Row], Row | None]:
    """The first rows, and the last of them if others follow: the next page goes on after it.

    `limit` is 1 or more. One row more than that is read, so nothing has to be counted.
    """
    found = list(rows[: limit + 1])
    return found[:limit], found[limit - 1] if len(found) > limit else None
