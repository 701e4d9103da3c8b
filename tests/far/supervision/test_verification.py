"""Whatever is done to the log afterwards, verification says so, and where."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from far.models import LogEntry, LogHead, UnchainedEntry
from far.supervision import record_change
from far.supervision.chain import append_all_changes
from far.supervision.retention import delete_old_entries
from far.supervision.verification import Damage, Head, verify_log
from infra import clock

pytestmark = pytest.mark.django_db

KOMMUN_A = "162021004748"
ARVID = "192705178354"


@pytest.fixture
def ten_entries() -> None:
    for number in range(10):
        record_change(KOMMUN_A, "register", ARVID, changed={"supplier": ["", f"brevlåda{number}.se"]})
        append_all_changes()


def test_an_untouched_log_is_whole(ten_entries: None) -> None:
    found = verify_log()

    assert found.damage is None
    assert (found.entries, found.first, found.head.sequence) == (10, 1, 10)


def test_an_empty_log_is_whole() -> None:
    assert verify_log().damage is None
    assert verify_log().entries == 0


def change_actor() -> None:
    LogEntry.objects.filter(sequence=4).update(actor="162021003898")


def change_what_changed() -> None:
    LogEntry.objects.filter(sequence=4).update(changed='{"supplier": ["", "other.se"]}')


def change_digest() -> None:
    LogEntry.objects.filter(sequence=4).update(digest=bytes(32))


def swap_two() -> None:
    LogEntry.objects.filter(sequence=4).update(sequence=1_000)
    LogEntry.objects.filter(sequence=5).update(sequence=4)
    LogEntry.objects.filter(sequence=1_000).update(sequence=5)


def delete_one() -> None:
    LogEntry.objects.filter(sequence=3).delete()


def insert_one() -> None:
    for sequence in range(10, 3, -1):
        LogEntry.objects.filter(sequence=sequence).update(sequence=sequence + 1)
    copy = LogEntry.objects.get(sequence=3)
    copy.sequence = 4
    copy.save(force_insert=True)


@pytest.mark.parametrize(
    ("tamper", "damage"),
    [
        (change_actor, Damage.NOT_FOLLOWING),
        (change_what_changed, Damage.NOT_FOLLOWING),
        (change_digest, Damage.NOT_FOLLOWING),
        (swap_two, Damage.NOT_FOLLOWING),
        (delete_one, Damage.MISSING),
        (insert_one, Damage.NOT_FOLLOWING),
    ],
)
def test_what_was_done_to_the_fourth_entry_is_found_there(
    ten_entries: None, tamper: Callable[[], None], damage: Damage
) -> None:
    tamper()

    found = verify_log()

    assert (found.damage, found.broken_at) == (damage, 4)


def test_every_column_is_covered(ten_entries: None) -> None:
    entry = LogEntry.objects.get(sequence=4)
    changes = {
        "at": entry.at.replace(microsecond=1),
        "kind": "call",
        "actor": "x",
        "service": "x",
        "operation": "x",
        "subject": "x",
        "subject_key": 1,
        "subjects": 7,
        "other_keys": b"12345678",
        "code": 5001,
        "changed": "x",
        "trace": "x",
    }
    assert set(changes) | {"sequence", "digest"} == {field.attname for field in LogEntry._meta.concrete_fields}
    for name, value in changes.items():
        with transaction.atomic():
            LogEntry.objects.filter(sequence=4).update(**{name: value})
            assert verify_log().broken_at == 4, name
            transaction.set_rollback(True)


def test_missing_entries_at_the_end_are_noticed(ten_entries: None) -> None:
    LogEntry.objects.filter(sequence__gt=8).delete()

    found = verify_log()

    assert (found.damage, found.broken_at) == (Damage.END_MISSING, 9)


def test_a_lost_head_is_noticed_and_the_log_goes_on_behind_the_gap(ten_entries: None) -> None:
    LogEntry.objects.filter(sequence__gt=8).delete()
    LogHead.objects.all().delete()
    assert verify_log().damage is Damage.END_UNKNOWN

    record_change(KOMMUN_A, "register", ARVID)

    assert (verify_log().damage, verify_log().broken_at) == (Damage.NOT_FOLLOWING, 9)


def test_a_log_that_was_written_anew_differs_from_the_head_that_was_noted(ten_entries: None) -> None:
    noted = verify_log().head
    LogEntry.objects.all().delete()
    LogHead.objects.all().delete()
    for _ in range(12):
        record_change("console", "register", ARVID)
    assert verify_log().damage is None, "nobody can tell without the noted head"

    found = verify_log(noted)

    assert (found.damage, found.broken_at) == (Damage.RECEIPT, 10)


def test_a_noted_head_of_earlier_is_found_in_a_log_that_has_grown(ten_entries: None) -> None:
    noted = verify_log().head
    record_change("console", "register", ARVID)

    assert verify_log(noted).damage is None
    assert verify_log(Head(99, noted.digest)).damage is Damage.RECEIPT


def test_a_change_that_is_rolled_back_is_not_in_the_log() -> None:
    with transaction.atomic():
        record_change(KOMMUN_A, "register", ARVID)
        transaction.set_rollback(True)

    assert verify_log().entries == 0
    assert UnchainedEntry.objects.count() == 0


def test_numbers_of_persons_are_masked_in_what_changed() -> None:
    record_change("console", "registerConsent", ARVID, changed={"right": ["", "ConsentRead"], "by": [None, ARVID]})
    verify_log()

    [entry] = LogEntry.objects.all()

    assert ARVID not in entry.changed
    assert "ConsentRead" in entry.changed
    assert entry.subject == f"{ARVID[:8]}****"


def test_the_command_says_that_the_log_is_whole_and_gives_the_head_to_note(
    ten_entries: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify_log")

    shown = capsys.readouterr().out
    assert "10 entries" in shown
    assert str(verify_log().head) in shown


def test_the_command_names_the_first_broken_row_and_fails(ten_entries: None) -> None:
    change_actor()

    with pytest.raises(CommandError, match="entry 4") as refusal:
        call_command("verify_log")

    assert refusal.value.returncode == 1


def test_the_command_compares_with_a_noted_head(ten_entries: None) -> None:
    call_command("verify_log", "--head", str(verify_log().head))

    with pytest.raises(CommandError, match="entry 10"):
        call_command("verify_log", "--head", f"10:{'ab' * 32}")
    with pytest.raises(CommandError, match="NUMBER:DIGEST"):
        call_command("verify_log", "--head", "yesterday")


## Noted in the data folder


@pytest.fixture
def noted_entries(
    tmp_path: Path, settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """Ten entries, as a process that commits them leaves them."""
    settings.DATA_DIR = tmp_path
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(10):
            record_change(KOMMUN_A, "register", ARVID, changed={"supplier": ["", f"brevlåda{number}.se"]})
            append_all_changes()


def empty_all() -> None:
    for model in (LogEntry, LogHead, UnchainedEntry):
        model.objects.all().delete()


def test_emptied_tables_are_no_whole_log(noted_entries: None) -> None:
    empty_all()

    found = verify_log()

    assert (found.damage, found.broken_at) == (Damage.REMOVED, 10)
    with pytest.raises(CommandError, match="tables were removed"):
        call_command("verify_log")


def test_nor_is_one_that_was_begun_anew_after_that(noted_entries: None) -> None:
    empty_all()
    for _ in range(12):
        record_change("console", "register", ARVID)

    assert (verify_log().damage, verify_log().broken_at) == (Damage.REMOVED, 10)


def test_nor_one_that_is_put_back_to_an_earlier_state(noted_entries: None) -> None:
    LogEntry.objects.filter(sequence__gt=8).delete()
    last = LogEntry.objects.get(sequence=8)
    LogHead.objects.update(sequence=8, digest=bytes(last.digest))

    assert (verify_log().damage, verify_log().broken_at) == (Damage.REMOVED, 10)


def test_a_log_that_grows_is_whole_with_its_note(noted_entries: None) -> None:
    record_change("console", "register", ARVID)

    assert verify_log().damage is None


def test_entries_that_are_deleted_because_of_their_age_leave_it_whole(
    noted_entries: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    much_later = clock.now() + timedelta(days=400)
    monkeypatch.setattr(clock, "now", lambda: much_later)

    assert delete_old_entries() == 10
    assert verify_log().damage is None


def test_a_note_of_another_database_or_none_says_nothing(noted_entries: None, tmp_path: Path) -> None:
    empty_all()
    note = tmp_path / "register-log.head"
    _, _, head = note.read_text().partition(" ")

    for written in (f"0123456789abcdef {head}", "nonsense", ""):
        note.write_text(written)
        assert verify_log().damage is None
    note.unlink()
    assert verify_log().damage is None


def test_a_folder_that_cannot_be_written_stops_no_change(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.DATA_DIR = Path("/proc/none")

    with django_capture_on_commit_callbacks(execute=True):
        record_change(KOMMUN_A, "register", ARVID)
        append_all_changes()

    assert verify_log().entries == 1
