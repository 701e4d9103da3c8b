"""Old entries are deleted, and what is left can still be verified."""

import pytest
from pytest_django.fixtures import Settings

from far.models import LogEntry, LogHead
from far.supervision import chain, retention
from far.supervision.changes import record_change
from far.supervision.retention import delete_old_entries
from far.supervision.verification import Damage, verify_log
from far.tasks import delete_old_entries as delete_in_background
from tests.far.supervision.conftest import add_days_of_calls

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ten_days_are_kept(settings: Settings) -> None:
    settings.LOG_KEEP_DAYS = 10


def test_what_is_older_than_the_setting_goes_and_the_rest_verifies() -> None:
    add_days_of_calls(15)

    assert delete_old_entries() == 15

    found = verify_log()
    assert found.damage is None
    assert (found.first, found.entries) == (16, 31), "thirty calls, and the entry that says what was deleted"
    assert LogEntry.objects.order_by("-sequence")[0].operation == "deleteOldEntries"


def test_nothing_goes_while_everything_is_young() -> None:
    add_days_of_calls(5)

    assert delete_old_entries() == 0
    assert verify_log().entries == 15


def test_zero_days_keep_for_good(settings: Settings) -> None:
    settings.LOG_KEEP_DAYS = 0
    add_days_of_calls(500, calls=1)

    assert delete_old_entries() == 0


def test_much_is_deleted_in_several_transactions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "MAX_ROWS", 4)
    add_days_of_calls(15)

    delete_in_background()

    assert verify_log().damage is None
    assert LogEntry.objects.filter(operation="deleteOldEntries").count() == 4
    assert LogEntry.objects.filter(operation="operation0").count() == 10


def test_a_log_all_of_which_is_old_keeps_the_entry_that_says_so() -> None:
    add_days_of_calls(15)
    LogEntry.objects.filter(sequence__gt=15).delete()
    LogHead.objects.update(sequence=15, digest=LogEntry.objects.get(sequence=15).digest)

    delete_in_background()

    assert verify_log().damage is None
    assert LogEntry.objects.get().operation == "deleteOldEntries"


def test_a_beginning_that_someone_else_deleted_is_noticed() -> None:
    add_days_of_calls(8)
    fifth = LogEntry.objects.get(sequence=5)
    LogEntry.objects.filter(sequence__lte=5).delete()
    assert (verify_log().damage, verify_log().broken_at) == (Damage.MISSING, 6)

    LogHead.objects.update(base_sequence=5, base_digest=fifth.digest)

    assert (verify_log().damage, verify_log().broken_at) == (Damage.MISSING, 6), (
        "no entry says that it was deleted"
    )


def test_the_log_goes_on_after_deletion() -> None:
    add_days_of_calls(15)
    delete_old_entries()

    add_days_of_calls(2)

    assert verify_log().damage is None


@pytest.mark.parametrize("digits", ["198101052382", "8101052382"], ids=["with century", "without"])
def test_a_digest_that_has_a_person_s_number_in_it_is_recognised(digits: str) -> None:
    digest = bytes.fromhex(f"a{digits}b".ljust(64, "c"))
    record_change(chain.CLOCK, retention.OPERATION, changed=retention.base_as_json(5, digest))
    chain.append_all_changes()

    entry = LogEntry.objects.get()

    assert digits not in entry.changed
    assert retention.names_base(entry, 5, digest)
    assert not retention.names_base(entry, 6, digest)
    assert not retention.names_base(entry, 5, bytes(32))
