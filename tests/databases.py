"""The test database, set up so that tests wait for it as little as may be: nothing in it need outlive the run."""

from collections.abc import Sequence
from typing import Any, Final

import pytest
from django.conf import settings
from django.contrib.contenttypes.management import create_contenttypes
from django.db import connection
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.test.signals import setting_changed

from infra.versions import register_version
from testbed.runs import party_owners

CHANGING: Final = ("INSERT", "UPDATE", "DELETE")
TAKING_BACK: Final = "ROLLBACK"
OF_LISTS: Final = (
    '"far_sender"',
    '"far_dispatcher"',
    '"far_dispatchright"',
    '"far_servicesupplier"',
    '"testbed_runs_',
)
"""Tables of which each process keeps a list in memory: the register's actors, and what runs own."""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """No test of these takes the power away, so that nothing need wait for the disk."""
    # Nothing here asks for them, and a test that empties the database would write them again.
    post_migrate.disconnect(create_contenttypes)
    if connection.vendor == "sqlite":
        connection.settings_dict["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
    else:
        connection.ops.sql_flush = _deletions  # type: ignore[method-assign, assignment]  # of this one connection


def forget_lists() -> None:
    """Let all processes read again what they keep in memory, if they keep it."""
    if settings.REGISTER_CACHE_SECONDS:
        register_version.advance()
        party_owners.VERSION.advance()


def _tell_of_change(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Run a statement, and tell those who keep lists: tests write rows themselves, and commit no change.

    Without it each call would read the lists, a sixth of the time of all tests of the register.
    """
    try:
        return execute(sql, params, many, context)
    finally:
        if changes_lists(sql):
            forget_lists()


def changes_lists(sql: str) -> bool:
    """The statement may change what processes keep in memory."""
    return sql.startswith(TAKING_BACK) or (sql.startswith(CHANGING) and any(table in sql for table in OF_LISTS))


@receiver(connection_created)
def _watch_statements(connection: Any, **_: Any) -> None:
    if _tell_of_change not in connection.execute_wrappers:
        connection.execute_wrappers.append(_tell_of_change)


@receiver(setting_changed)
def _keep_nothing_beside_other_certificates(*, setting: str, enter: bool, **_: Any) -> None:
    """Changes are told by files among the certificates. Other folders have none, and look all the same."""
    if setting == "PKI_DIR" and enter:
        settings.REGISTER_CACHE_SECONDS = 0.0


@pytest.fixture(autouse=True)
def _lists_are_read_anew() -> None:
    """What the last test changed has been taken back."""
    forget_lists()


@pytest.fixture
def only_told_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists in memory follow what the program itself tells of, as outside the tests."""
    monkeypatch.setattr(f"{__name__}.changes_lists", lambda _: False)


def _deletions(_style: Any, tables: Sequence[str], **_choices: Any) -> list[str]:
    """Empty tables that hold a few rows. TRUNCATE would make a hundred tables' files anew after each test.

    Sequences go on, as Django's tests leave them. Foreign keys and triggers rest meanwhile, as when truncating.
    """
    deletions = [f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables]
    role = "SET session_replication_role = {}".format
    return [role("replica"), *deletions, role("DEFAULT")]
