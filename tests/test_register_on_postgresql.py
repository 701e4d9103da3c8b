"""The register's own tests, run again on PostgreSQL: those in which the database decides."""

import pytest

from tests.servers import run_on_postgresql

TESTS = (
    "tests/far/accounts/test_at_the_same_moment.py",
    "tests/far/accounts/test_preferences.py",
    "tests/far/accounts/test_registration.py",
    "tests/far/actor_entries/test_entry_and_certificate.py",
    "tests/far/bulk_load/test_loading.py",
    "tests/far/callbacks/test_sending.py",
    "tests/far/consents/test_concurrency.py",
    "tests/far/departures",
    "tests/far/models",
    "tests/far/signatures/test_used.py",
    "tests/far/supervision/test_counts.py",
    "tests/far/supervision/test_log_search.py",
    "tests/far/supervision/test_several_writers.py",
    "tests/far/test_account_pages.py",
    "tests/far/test_actors.py",
    "tests/far/test_migrations.py",
    "tests/far/test_models.py",
    "tests/far/test_reachability.py",
)


@pytest.mark.timeout(900)
def test_the_register_works_on_postgresql() -> None:
    run_on_postgresql(TESTS)
