"""The test database, set up so that tests wait for it as little as may be: nothing in it need outlive the run."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.contrib.contenttypes.management import create_contenttypes
from django.db import connection
from django.db.models.signals import post_migrate


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """No test of these takes the power away, so that nothing need wait for the disk."""
    # Nothing here asks for them, and a test that empties the database would write them again.
    post_migrate.disconnect(create_contenttypes)
    if connection.vendor == "sqlite":
        connection.settings_dict["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
    else:
        connection.ops.sql_flush = _deletions  # type: ignore[method-assign, assignment]  # of this one connection


def _deletions(_style: Any, tables: Sequence[str], **_choices: Any) -> list[str]:
    """Empty tables that hold a few rows. TRUNCATE would make a hundred tables' files anew after each test.

    Sequences go on, as Django's tests leave them. Foreign keys and triggers rest meanwhile, as when truncating.
    """
    deletions = [f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables]
    role = "SET session_replication_role = {}".format
    return [role("replica"), *deletions, role("DEFAULT")]
