"""A print file runs on after every interruption: each line becomes one letter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest

from formedlare import register, routing
from formedlare.models import Distribution
from infra.errors import InternalError
from infra.texts import EMPTY
from mailbox_operator.models import Message
from sender.print_files import intake, processing
from sender.print_files.models import BatchFile, BatchLine
from sender.print_files.sending import handover, letters
from sender.print_files.sending.line_leases import LineLeases
from tests import cast
from tests.sender.print_files.conftest import Make, advance, finish, lines, row


class Killed(BaseException):
    """The process ends here."""


def dies(*_: object, **__: object) -> None:
    raise Killed


@pytest.mark.parametrize("when", ["before anything is stored", "while it is stored", "after a part of it"])
def test_killed_in_the_middle_and_started_again_each_line_becomes_one_letter(
    make: Make, only_mailbox: None, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    monkeypatch.setattr(handover, "STORE_LOT", 2)
    file = make([row(who, f"{who}-{place}.pdf") for place in range(3) for who in (cast.ARVID, cast.MARIA)])
    killers = {
        "before anything is stored": (letters, "make_letters", 1),
        "while it is stored": (routing, "decide_all", 1),
        "after a part of it": (routing, "decide_all", 2),
    }
    module, name, at_call = killers[when]
    real, calls = getattr(module, name), 0

    def deadly(*args: object, **kwargs: object) -> object:
        nonlocal calls
        calls += 1
        if calls == at_call:
            raise Killed
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, deadly)
    with pytest.raises(Killed):
        advance(file)
    monkeypatch.setattr(module, name, real)
    finish(file)

    assert Distribution.objects.count() == Message.objects.count() == 6
    assert {line.state for line in lines(file)} == {BatchLine.State.DELIVERED}
    assert file.state == BatchFile.State.DONE


def test_lines_of_a_worker_that_died_are_taken_over_when_its_claim_has_run_out(
    make: Make, only_mailbox: None, later: Callable[[timedelta], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make([row(cast.ARVID, "a.pdf")])
    processing.advance_file(file.pk)
    with monkeypatch.context() as patched:
        patched.setattr(LineLeases, "release_lines", lambda _: None)
        patched.setattr(letters, "make_letters", dies)
        with pytest.raises(Killed):
            processing.advance_file(file.pk)

    finish(file)
    assert lines(file)[0].state == BatchLine.State.WAITING
    later(timedelta(seconds=61))
    finish(file)

    assert lines(file)[0].state == BatchLine.State.DELIVERED


def test_a_register_that_does_not_answer_makes_the_file_wait_and_loses_nothing(
    make: Make, only_mailbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make([row(cast.ARVID, "a.pdf")])
    processing.advance_file(file.pk)

    def silent(*_: object, **__: object) -> dict[str, object]:
        raise InternalError("Registret (FaR) svarade inte.", "The register (FaR) did not answer.")

    with monkeypatch.context() as patched:
        patched.setattr(register, "reachability_of", silent)
        assert not processing.advance_file(file.pk)
    file.refresh_from_db()
    assert (file.state, file.reason.swedish) == ("running", "Registret (FaR) svarade inte.")
    assert [line.claimed_by for line in lines(file)] == [""]

    finish(file)

    assert (file.state, file.reason) == ("done", EMPTY)


def test_reading_that_was_cut_off_begins_again_and_keeps_each_line_once(
    make: Make, only_mailbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "LOT", 2)
    file = make([row(cast.ARVID, f"{number}.pdf") for number in range(5)])
    real = BatchLine.objects.bulk_create

    def deadly(rows: Iterable[BatchLine]) -> object:
        if BatchLine.objects.exists():
            raise Killed
        return real(rows)

    with monkeypatch.context() as patched:
        patched.setattr(BatchLine.objects, "bulk_create", deadly)
        with pytest.raises(Killed):
            processing.advance_file(file.pk)
    file.refresh_from_db()
    assert (file.state, file.lines, len(lines(file))) == ("reading", 2, 2)

    finish(file)

    assert [line.number for line in lines(file)] == [1, 2, 3, 4, 5]
    assert Message.objects.count() == 5


def test_the_sweeper_finds_what_the_queue_has_forgotten(
    make: Make, only_mailbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make([row(cast.ARVID, "a.pdf")])
    asked: list[int] = []
    monkeypatch.setattr(processing, "ask_for_worker", asked.append)

    processing.sweep_files()
    finish(file)
    processing.sweep_files()

    assert asked == [file.pk]


def test_a_file_that_has_gone_from_the_disk_says_so(make: Make, only_mailbox: None) -> None:
    file = make([row(cast.ARVID, "a.pdf")])
    processing.advance_file(file.pk)
    file.archive.unlink()

    advance(file)

    assert file.state == "running"
    assert "går inte att läsa" in file.reason.swedish
