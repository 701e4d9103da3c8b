"""The same code on the other database: the roles' own tests, run again on PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import postgres_server

ROOT = Path(__file__).resolve().parents[1]
TESTS = (
    "tests/base_registers/models",
    "tests/base_registers/test_at_once.py",
    "tests/base_registers/test_company_entries.py",
    "tests/base_registers/test_migrations.py",
    "tests/base_registers/test_person_entries.py",
    "tests/far",
    "tests/mailbox_operator/test_reception.py",
    "tests/infra/database/test_prepared_sql.py",
    "tests/infra/work",
    "tests/formedlare/lanes/test_leases.py",
    "tests/formedlare/test_intake.py",
    "tests/formedlare/test_dispatch.py",
    "tests/formedlare/test_odd_lookups.py",
    "tests/console/test_direct_letters.py",
    "tests/mailbox_operator/test_one_bad_announcement.py",
    "tests/print_supplier/test_runs.py",
    "tests/sender/print_files/sending",
    "tests/sender/print_files/test_migrations.py",
    "tests/formedlare/api/test_openapi.py",
    "tests/formedlare/api/test_volume.py",
    "tests/infra/message_rules/test_sender_warnings.py",
    "tests/infra/rest/test_parsers.py",
    "tests/infra/web/test_unstorable_characters.py",
    "tests/test_generated_requests.py",
    "tests/webhooks/test_outbox.py",
    "tests/webhooks/test_attempts.py",
    "tests/webhooks/test_delivery.py",
    "tests/webhooks/test_migrations.py",
)


@pytest.mark.timeout(600)
def test_register_operator_and_relay_work_on_postgresql() -> None:
    with postgres_server() as postgres:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", *TESTS],
            cwd=ROOT,
            env=os.environ | {"TEST_DATABASE_URL": postgres.url},
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 0, done.stdout[-5000:]
