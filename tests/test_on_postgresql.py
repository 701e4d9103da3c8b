"""The same code on the other database: the roles' own tests, run again on PostgreSQL."""

import pytest

from tests.servers import run_on_postgresql

TESTS = (
    "tests/base_registers/models",
    "tests/base_registers/test_at_once.py",
    "tests/base_registers/test_company_entries.py",
    "tests/base_registers/test_migrations.py",
    "tests/base_registers/test_person_entries.py",
    "tests/mailbox_operator/search",
    "tests/mailbox_operator/mailbox/test_bin_removal.py",
    "tests/mailbox_operator/mailbox/test_filing.py",
    "tests/mailbox_operator/mailbox/test_folders.py",
    "tests/mailbox_operator/test_reception.py",
    "tests/infra/database/test_copying.py",
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
    "tests/testbed/messages",
    "tests/testbed/waiting",
    "tests/testbed/faults/test_soap.py",
    "tests/testbed/timing",
    "tests/formedlare/api/test_openapi.py",
    "tests/formedlare/api/test_volume.py",
    "tests/infra/message_rules/test_sender_warnings.py",
    "tests/infra/rest/test_parsers.py",
    "tests/infra/web/test_unstorable_characters.py",
    "tests/test_generated_requests.py",
    "tests/testbed/journal/test_recorder.py",
    "tests/testbed/journal/test_retention.py",
    "tests/testbed/journal/test_search.py",
    "tests/testbed/journal/test_soap_calls.py",
    "tests/webhooks/test_outbox.py",
    "tests/webhooks/test_attempts.py",
    "tests/webhooks/test_delivery.py",
    "tests/webhooks/test_migrations.py",
)


@pytest.mark.timeout(1800)
def test_operator_and_relay_work_on_postgresql() -> None:
    run_on_postgresql(TESTS)
