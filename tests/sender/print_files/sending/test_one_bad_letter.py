"""One bad thing stops only itself: a letter, a file, what is to be removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import OperationalError

from formedlare import intake as relay_intake
from formedlare.intake import Draft
from formedlare.models import Distribution, Leg
from mailbox_operator.models import Message
from sender.print_files import processing, results, retention
from sender.print_files.archive import print_file
from sender.print_files.models import BatchFile
from tests import cast
from tests.sender.print_files.conftest import Make, advance, finish, lines, result, row

Keep = Callable[[Sequence[Draft]], list[Leg]]


def keep_that_fails(for_reference: str, problem: Exception) -> Keep:
    real = relay_intake.store_deliveries

    def keep(drafts: Sequence[Draft]) -> list[Leg]:
        if any(draft.reference == for_reference for draft in drafts):
            raise problem
        return real(drafts)

    return keep


def test_a_letter_that_cannot_be_stored_is_refused_and_the_others_are_sent(
    make: Make, only_mailbox: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(
        relay_intake, "store_deliveries", keep_that_fails("R-2", RuntimeError("as nobody had thought of"))
    )
    file = make([row(cast.ARVID, f"{number}.pdf", referens=f"R-{number}") for number in range(5)])

    finish(file)

    assert [line["status"] for line in result(file)] == [
        *("delivered", "delivered", "refused", "delivered", "delivered")
    ]
    assert "fel i simulatorn: RuntimeError('as nobody had thought of')" in lines(file)[2].reason.swedish
    assert f"letter 3 of print file {file.pk} cannot be stored" in caplog.text
    assert Distribution.objects.count() == Message.objects.count() == 4
    assert file.state == BatchFile.State.DONE


def test_a_database_that_is_away_refuses_no_letter(
    make: Make, only_mailbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make([row(cast.ARVID, "a.pdf", referens="R-1")])
    with monkeypatch.context() as patched:
        patched.setattr(relay_intake, "store_deliveries", keep_that_fails("R-1", OperationalError("gone away")))
        with pytest.raises(OperationalError):
            advance(file)

    finish(file)

    assert [line["status"] for line in result(file)] == ["delivered"]


def test_a_letter_that_cannot_be_made_is_refused_and_the_others_are_sent(
    make: Make, only_mailbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = print_file.pdf_of

    def pdf_of(archive: object, directory: object, name: str) -> bytes:
        if name == "b.pdf":
            raise RuntimeError("as nobody had thought of")
        return real(archive, directory, name)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(print_file, "pdf_of", pdf_of)
    file = finish(make([row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf"), row(cast.ARVID, "c.pdf")]))

    assert [line["status"] for line in result(file)] == ["delivered", "refused", "delivered"]


@pytest.mark.parametrize("step", ["read", "finish"])
def test_a_file_that_cannot_go_on_says_why_and_goes_on_when_it_can(
    make: Make, only_mailbox: None, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    module, name = {"read": (print_file, "index_of"), "finish": (results, "write_results")}[step]
    file = make([row(cast.ARVID, "a.pdf")])

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("as nobody had thought of")

    with monkeypatch.context() as patched:
        patched.setattr(module, name, fails)
        finish(file)
    assert file.state in {BatchFile.State.READING, BatchFile.State.RUNNING}
    assert file.reason.swedish == "fel i simulatorn: RuntimeError('as nobody had thought of')"
    assert file.reason.english == "error in the simulator: RuntimeError('as nobody had thought of')"

    finish(file)

    assert file.state == BatchFile.State.DONE
    assert not file.reason


def test_a_file_that_cannot_go_on_keeps_no_other_from_its_turn(
    make: Make, only_mailbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = make([row(cast.ARVID, "a.pdf")]), make([row(cast.MARIA, "b.pdf")])
    bad.archive.write_bytes(b"")

    assert not processing.advance_file(bad.pk)
    finish(good)

    assert good.state == BatchFile.State.DONE


def test_a_file_that_cannot_be_removed_keeps_no_other_from_being_removed(
    make: Make,
    only_mailbox: None,
    later: Callable[[timedelta], None],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    bad, good = finish(make([row(cast.ARVID, "a.pdf")])), finish(make([row(cast.MARIA, "b.pdf")]))
    later(timedelta(days=settings.BATCH_KEEP_DAYS, minutes=1))
    real = retention.remove_file

    def fails_for_the_bad(file: BatchFile) -> None:
        if file.pk == bad.pk:
            raise PermissionError("not for us")
        real(file)

    monkeypatch.setattr(retention, "remove_file", fails_for_the_bad)
    retention.delete_old()

    assert [file.pk for file in BatchFile.objects.all()] == [bad.pk]
    assert not good.folder.exists()
    assert "brev.zip (done) cannot be removed; the others are" in caplog.text
