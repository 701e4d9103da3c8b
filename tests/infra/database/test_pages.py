"""A page of rows says where the next one begins, without counting."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from formedlare.models import Lane
from infra.database.pages import page_of


@pytest.fixture
def lanes(db: None) -> list[str]:
    names = [f"lane {number}" for number in range(5)]
    Lane.objects.bulk_create(Lane(name=name) for name in names)
    return names


def read(limit: int, after: str = "") -> tuple[list[str], str | None]:
    rows, last = page_of(Lane.objects.filter(name__gt=after).order_by("name"), limit)
    return [row.name for row in rows], last.name if last else None


def test_the_next_page_begins_after_the_last_row_of_this_one(lanes: list[str]) -> None:
    assert read(2) == (lanes[:2], lanes[1])
    assert read(2, lanes[1]) == (lanes[2:4], lanes[3])
    assert read(2, lanes[3]) == (lanes[4:], None)


@pytest.mark.parametrize("limit", [5, 6])
def test_the_last_page_has_no_next_one_even_when_it_is_full(lanes: list[str], limit: int) -> None:
    assert read(limit) == (lanes, None)


def test_without_rows_there_is_one_empty_page(db: None) -> None:
    assert read(1) == ([], None)


def test_a_page_is_one_query(lanes: list[str], django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        read(2)
