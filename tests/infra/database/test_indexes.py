"""Tables of letters have no index twice: each one is written with every letter."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from infra.database.storage import without_own_index
from mailbox_operator.models import Attachment

pytestmark = pytest.mark.django_db
APPS = ("mailbox_operator", "far")


def indexes(table: str) -> list[list[str]]:
    """The columns of each index and constraint that the database has."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table).values()
    return [list(each["columns"]) for each in found if each["index"] or each["unique"] or each["primary_key"]]


@pytest.mark.parametrize("model", [model for app in APPS for model in apps.get_app_config(app).get_models()])
def test_no_foreign_key_has_an_index_that_another_one_begins_with(model: type[models.Model]) -> None:
    found = indexes(model._meta.db_table)
    keys = [field.column for field in model._meta.local_fields if isinstance(field, models.ForeignKey)]

    for column in keys:
        beginning = [columns for columns in found if columns[0] == column]
        assert beginning, f"nothing finds the rows by {column}"
        assert [column] not in beginning or len(beginning) == 1, f"{column} is indexed twice"


def test_the_step_of_a_migration_drops_the_one_index_and_brings_it_back() -> None:
    table = Attachment._meta.db_table
    before = indexes(table)
    operation = without_own_index("mailbox_operator", "attachment", "message")
    state = MigrationLoader(connection).project_state(("mailbox_operator", "0001_initial"))

    # Not entered: SQLite's cannot be within the transaction of a test.
    editor = connection.schema_editor(atomic=False)

    operation.database_backwards("mailbox_operator", editor, state, state)
    assert sorted(indexes(table)) == sorted([*before, ["message_id"]])

    operation.database_forwards("mailbox_operator", editor, state, state)
    assert sorted(indexes(table)) == sorted(before)
