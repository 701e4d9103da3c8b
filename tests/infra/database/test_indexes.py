"""Tables of letters have no index twice: each one is written with every letter."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from far.models import Account, PendingRequest, SenderChoice
from infra.database.columns.storage import compared_byte_by_byte, without_own_index
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


def collations(table: str, column: str) -> list[tuple[str, int]]:
    """The collation of a column, and how many indexes begin with it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT collname FROM pg_attribute JOIN pg_collation c ON c.oid = attcollation "
            "WHERE attrelid = %s::regclass AND attname = %s",
            [table, column],
        )
        names = [name for (name,) in cursor.fetchall()]
    return [(name, sum(columns[0] == column for columns in indexes(table))) for name in names]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite compares bytes")
def test_numbers_of_accounts_are_compared_byte_by_byte_wherever_they_are_joined() -> None:
    assert collations(Account._meta.db_table, "recipient") == [("C", 1)]
    assert collations(SenderChoice._meta.db_table, "account_id") == [("C", 1)]
    assert collations(PendingRequest._meta.db_table, "account_id") == [("C", 1)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite compares bytes")
def test_the_step_of_a_migration_changes_how_numbers_are_compared_and_changes_it_back() -> None:
    operation = compared_byte_by_byte("far", "account", "recipient")
    state = MigrationLoader(connection).project_state(("far", "0001_initial"))
    editor = connection.schema_editor(atomic=False)

    operation.database_backwards("far", editor, state, state)
    assert collations(Account._meta.db_table, "recipient") == [("default", 1)]

    operation.database_forwards("far", editor, state, state)
    assert collations(Account._meta.db_table, "recipient") == [("C", 1)]
