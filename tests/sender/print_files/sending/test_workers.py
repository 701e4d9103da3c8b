"""Workers at one print file: none takes from another what that one has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from infra import clock
from infra.database.write_transaction import write_transaction
from mailbox_operator.models import Message
from sender.print_files import intake, processing, results, states
from sender.print_files.models import BatchFile
from sender.print_files.sending.line_leases import leases_of_worker
from tests import cast, relay
from tests.sender.print_files.conftest import Make, advance, finish, lines, row


def test_nobody_else_reads_a_file_that_is_being_read(
    make: Make, only_mailbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make([row(cast.ARVID, "a.pdf")])
    with states.claimed_file(file.pk) as mine:
        assert mine is not None
        assert not processing.advance_file(file.pk)
        assert lines(file) == []

    assert processing.advance_file(file.pk)


def test_a_worker_that_was_taken_for_dead_writes_nothing_more(
    make: Make, only_mailbox: None, later: Callable[[timedelta], None]
) -> None:
    file = make([row(cast.ARVID, "a.pdf")])
    with states.claimed_file(file.pk) as slow:
        assert slow is not None
        later(timedelta(seconds=61))
        processing.advance_file(file.pk)
        with pytest.raises(states.LeaseLost):
            intake.read_file(slow)

    assert len(lines(file)) == 1


def test_a_long_result_is_not_taken_from_the_worker_that_writes_it(
    make: Make, only_mailbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writing a million lines takes longer than a claim lasts: whoever came next would begin anew, for ever."""
    monkeypatch.setattr(results, "LINES_PER_TICK", 1)
    file = make([row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf")])
    advance(file)
    relay.work()
    BatchFile.objects.update(claimed_until=None)
    claims: list[Any] = []
    real = states.renew_lease

    def seen(file: BatchFile, **changes: Any) -> None:
        BatchFile.objects.update(claimed_until=clock.now() - states.LEASE)
        real(file, **changes)
        claims.append(BatchFile.objects.get().claimed_until)

    monkeypatch.setattr(states, "renew_lease", seen)
    advance(file)

    assert file.state == BatchFile.State.DONE
    assert len(claims) == 2 * 2 + 1
    assert all(until > clock.now() + states.LEASE / 2 for until in claims)


def test_a_worker_whose_file_was_taken_over_while_it_wrote_the_result_leaves_nothing_behind(
    make: Make, only_mailbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "LINES_PER_TICK", 1)
    file = make([row(cast.ARVID, "a.pdf")])
    advance(file)
    relay.work()
    real = states.renew_lease

    def too_late(file: BatchFile, **changes: Any) -> None:
        BatchFile.objects.update(claimed_by="another worker")
        real(file, **changes)

    monkeypatch.setattr(states, "renew_lease", too_late)
    advance(file)

    assert (file.state, file.claimed_by) == (BatchFile.State.RUNNING, "another worker")
    assert {path.name for path in file.folder.iterdir()} == {"file.zip", "directory.sqlite3"}


def test_two_workers_share_a_file_and_nobody_hands_over_what_the_other_has(
    make: Make, only_mailbox: None, settings: Settings
) -> None:
    settings.RELAY_WORKERS = 2
    file = make([row(who, f"{who}-{n}.pdf") for n in range(3) for who in (cast.ARVID, cast.MARIA)])
    processing.advance_file(file.pk)
    file.refresh_from_db()
    with leases_of_worker(file) as one, leases_of_worker(file) as two:
        first = one.claim_lines(2)
        second = two.claim_lines(4)

        assert [line.number for line in first] == [1, 2]
        # Later letters to the same two people wait for the earlier ones.
        assert second == []
        with write_transaction():
            assert two.still_held(first) == set()
            assert one.still_held(first) == {line.pk for line in first}

    finish(file)
    assert Message.objects.count() == 6


def test_no_more_workers_are_at_a_file_than_there_may_be(
    make: Make, only_mailbox: None, settings: Settings
) -> None:
    settings.RELAY_WORKERS = 1
    file = make([row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf")])
    processing.advance_file(file.pk)
    file.refresh_from_db()
    with leases_of_worker(file) as one, leases_of_worker(file) as two:
        assert len(one.claim_lines(1)) == 1
        assert two.claim_lines(1) == []
