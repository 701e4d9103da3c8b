"""A column holds a list of texts, each in both languages and in its order."""

import json

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from infra.database.columns.value_list import TextListField
from infra.texts import Text

FIELD = TextListField()
TEXTS = st.lists(st.builds(Text, st.text(max_size=20), st.text(max_size=20)), max_size=5)


def through_json(value: object) -> object:
    """What is read back of a value that was written to the database as JSON."""
    prepared = FIELD.get_db_prep_value(value, connection, prepared=False)
    written = getattr(prepared, "adapted", None) or getattr(prepared, "obj", prepared)
    return FIELD.from_db_value(written if isinstance(written, str) else json.dumps(written), None, connection)


@pytest.mark.django_db
@given(TEXTS)
def test_a_list_is_read_back_as_it_was_written(texts: list[Text]) -> None:
    assert through_json(texts) == texts


@pytest.mark.parametrize("stored", ["[]", "null", None])
def test_nothing_in_the_database_is_an_empty_list(stored: str | None) -> None:
    assert FIELD.from_db_value(stored, None, connection) == []


def test_a_new_row_has_an_empty_list_of_its_own() -> None:
    one, other = FIELD.get_default(), FIELD.get_default()

    assert one == other == []
    assert one is not other


def test_it_may_be_left_empty_in_a_form() -> None:
    assert FIELD.blank
