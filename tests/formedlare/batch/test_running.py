"""A print file runs: each line becomes one letter, whoever is killed when."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fpdf import FPDF
from PIL import Image

from formedlare import register
from formedlare.batch import life, progress, reading, results, work
from formedlare.batch.models import BatchFile, BatchLine
from formedlare.batch.sending import letters, running
from formedlare.batch.sending.line_claims import LineClaims, worker
from formedlare.models import ChannelRule, Content, Distribution, Leg
from formedlare.printing import runs
from formedlare.ways import routing
from infra import clock
from infra.database.write_turn import writing
from infra.errors import InternalError
from infra.far_client import Whereabouts
from mailbox_operator.models import Message
from tests import cast
from tests.formedlare import conftest as relay
from tests.formedlare.batch.conftest import (
    NO_MAILBOX,
    Make,
    advance,
    csv_index,
    finish,
    lines,
    pdf,
    result,
    result_objects,
    row,
    take_in,
    zipped,
)


def large_pdf(size: int) -> bytes:
    """One that no packing makes smaller."""
    return pdf(random.Random(size).randbytes(size // 2).hex())


class Killed(BaseException):
    """The process ends here."""


def dies(*_: object, **__: object) -> None:
    raise Killed


def test_letters_of_a_file_lie_in_their_mailboxes_and_the_result_says_so(make: Make, only_mailbox: None) -> None:
    file = make([row(cast.ARVID, "a.pdf", referens="R-1"), row(cast.MARIA, "b.pdf")])

    finish(file)

    assert file.state == BatchFile.State.DONE
    assert {message.mailbox.holder for message in Message.objects.all()} == {cast.ARVID, cast.MARIA}
    first, second = result(file)
    assert first["tid"] == lines(file)[0].at.astimezone(ZoneInfo("Europe/Stockholm")).isoformat(timespec="seconds")
    assert (first["nummer"], first["identitetsnummer"], first["referens"]) == ("1", cast.ARVID, "R-1")
    assert (first["kanal"], first["status"], first["orsak"]) == ("mina_meddelanden", "delivered", "")
    distribution = Distribution.objects.get(distribution_id=second["distributionsid"])
    assert (distribution.origin, distribution.sender) == ("batch", "162021004748")
    assert second["transid"] == distribution.legs.get().trans_id
    assert file.result_csv.read_text("utf-8-sig").startswith("nummer;identitetsnummer;")
    assert [item["state"] for item in result_objects(file.result_jsonl)] == ["delivered", "delivered"]


def test_letters_have_a_trace_each_and_the_label_of_their_file(make: Make, only_mailbox: None) -> None:
    file = make([row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf")])
    BatchFile.objects.filter(pk=file.pk).update(label="övning 7")

    finish(file)

    assert set(Distribution.objects.values_list("label", flat=True)) == {"övning 7"}
    assert len(set(Distribution.objects.values_list("trace", flat=True))) == 2


def test_a_recipient_without_mailbox_goes_where_the_senders_rule_says(make: Make, only_mailbox: None) -> None:
    file = make([row(NO_MAILBOX, "a.pdf")])

    finish(file)

    [line] = result(file)
    assert (line["status"], line["kanal"]) == ("failed", "")
    assert "ingen digital brevlåda" in line["orsak"]
    assert "has no mailbox" in line["orsak"]


def test_a_letter_for_paper_lies_in_the_print_lane_and_the_file_is_not_done_yet(make: Make, batch: Path) -> None:
    ChannelRule.objects.create(
        sender="162021004748", position=1, name="Brevlåda, papper", channels=["mina_meddelanden", "print"]
    )
    file = make([row(NO_MAILBOX, "a.pdf"), row(cast.ARVID, "b.pdf")])

    advance(file)

    assert Leg.objects.get(recipient=NO_MAILBOX).lane == "print"
    assert file.state == BatchFile.State.RUNNING
    assert [(line.state, line.channel) for line in lines(file)] == [
        ("handed_over", "print"),
        ("handed_over", "mina_meddelanden"),
    ]


def test_a_letter_too_large_for_a_mailbox_goes_on_paper_if_the_rule_allows(
    batch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ChannelRule.objects.create(
        sender="162021004748", position=1, name="Brevlåda, papper", channels=["mina_meddelanden", "print"]
    )
    large = large_pdf(1_700_000)
    file = take_in(zipped(batch / "s.zip", csv_index([row(cast.ARVID, "a.pdf")]), {"a.pdf": large}))

    advance(file)

    leg = Leg.objects.get()
    assert (leg.lane, leg.channel) == ("print", "print")
    assert "2097152 får plats" in leg.passed_over[0]["reason"]


def test_a_letter_too_large_for_a_mailbox_is_reported_where_paper_is_not_allowed(
    batch: Path, only_mailbox: None
) -> None:
    large = large_pdf(1_700_000)
    file = take_in(zipped(batch / "s.zip", csv_index([row(cast.ARVID, "a.pdf")]), {"a.pdf": large}))

    advance(file)

    [line] = result(file)
    assert line["status"] == "failed"
    assert "2097152 får plats" in line["orsak"]


def printable(size: int) -> bytes:
    """A PDF of a page with a picture, precisely as heavy as this."""
    page = FPDF()
    page.add_page()
    page.image(Image.frombytes("L", (2_600, 2_600), random.Random(1).randbytes(2_600 * 2_600)), w=100)
    start, mark, end = bytes(page.output()).rpartition(b"startxref")
    return start + b"%" + b"x" * (size - len(start + mark + end) - 2) + b"\n" + mark + end


def test_the_heaviest_letter_is_printed_and_one_a_byte_heavier_refused(batch: Path) -> None:
    ChannelRule.objects.create(sender="162021004748", position=1, name="Papper", channels=["print"])
    rows = [row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf")]
    pdfs = {"a.pdf": printable(7_000_000), "b.pdf": printable(7_000_001)}
    file = take_in(zipped(batch / "x.zip", csv_index(rows), pdfs))

    finish(file)
    list(runs.print_all())
    finish(file)

    first, second = result(file)
    assert (first["status"], second["status"]) == ("printed", "refused"), (first["orsak"], second["orsak"])
    assert "b.pdf är 7000001 byte; högst 7000000 tas emot" in second["orsak"]
    assert "b.pdf is 7000001 bytes; at most 7000000 are taken" in second["orsak"]


def test_heavy_letters_are_not_held_in_one_transaction(
    batch: Path, only_mailbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BYTES_TOGETHER", 100_000)
    lots: list[int] = []
    real = routing.decide_all

    def counted(legs: Sequence[Leg], found: Mapping[str, Whereabouts]) -> None:
        lots.append(len(legs))
        real(legs, found)

    monkeypatch.setattr(routing, "decide_all", counted)
    weights = {"a.pdf": 10, "b.pdf": 10, "c.pdf": 200_000, "d.pdf": 10}
    rows = [row(cast.ARVID, name) for name in weights]
    pdfs = {name: large_pdf(weight) for name, weight in weights.items()}

    finish(take_in(zipped(batch / "x.zip", csv_index(rows), pdfs)))

    assert lots == [2, 1, 1]
    assert Message.objects.count() == 4


def test_the_largest_letter_that_fits_is_delivered(batch: Path, only_mailbox: None) -> None:
    name, subject, text = "å" * 251 + ".pdf", "Ä" * 255, "Ö" * 20_000
    content = large_pdf(1_460_000)
    index = csv_index([row(cast.ARVID, name, rubrik=subject, text=text, referens="Å" * 100)])
    file = take_in(zipped(batch / "s.zip", index, {name: content}))
    advance(file)
    [stored] = Content.objects.all()

    finish(file)

    [sealed] = Leg.objects.all()
    assert sealed.state == "delivered"
    size = len(sealed.sealed_message.soap)
    assert size - len(stored.xml) < letters.SEAL_AND_ENVELOPE


def test_what_is_no_pdf_is_reported_and_stops_no_other(batch: Path, only_mailbox: None) -> None:
    rows = [row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf")]
    file = take_in(zipped(batch / "x.zip", csv_index(rows), {"a.pdf": b"<html>", "b.pdf": pdf("b")}))

    finish(file)

    first, second = result(file)
    assert (first["status"], second["status"]) == ("refused", "delivered")
    assert "a.pdf är ingen hel PDF" in first["orsak"]
    assert file.state == BatchFile.State.DONE


@pytest.mark.parametrize("when", ["before anything is stored", "while it is stored", "after a part of it"])
def test_killed_in_the_middle_and_started_again_each_line_becomes_one_letter(
    make: Make, only_mailbox: None, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    monkeypatch.setattr(running, "KEPT_TOGETHER", 2)
    file = make([row(who, f"{who}-{place}.pdf") for place in range(3) for who in (cast.ARVID, cast.MARIA)])
    killers = {
        "before anything is stored": (letters, "make", 1),
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
    work.advance(file.pk)
    with monkeypatch.context() as patched:
        patched.setattr(LineClaims, "let_go", lambda _: None)
        patched.setattr(letters, "make", dies)
        with pytest.raises(Killed):
            work.advance(file.pk)

    finish(file)
    assert lines(file)[0].state == BatchLine.State.WAITING
    later(timedelta(seconds=61))
    finish(file)

    assert lines(file)[0].state == BatchLine.State.DELIVERED


def test_letters_to_one_person_arrive_in_the_order_of_the_file(make: Make, only_mailbox: None) -> None:
    file = make([row(cast.ARVID, f"{number}.pdf", rubrik=f"Brev {number}") for number in range(7)])

    finish(file)

    subjects = Message.objects.order_by("pk").values_list("subject", flat=True)
    assert list(subjects) == [f"Brev {number}" for number in range(7)]


def test_a_register_that_does_not_answer_makes_the_file_wait_and_loses_nothing(
    make: Make, only_mailbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make([row(cast.ARVID, "a.pdf")])
    work.advance(file.pk)

    def silent(*_: object, **__: object) -> dict[str, object]:
        raise InternalError("Registret (FaR) svarade inte.", "The register (FaR) did not answer.")

    with monkeypatch.context() as patched:
        patched.setattr(register, "whereabouts", silent)
        assert not work.advance(file.pk)
    file.refresh_from_db()
    assert (file.state, file.reason.partition(" | ")[0]) == ("running", "Registret (FaR) svarade inte.")
    assert [line.claimed_by for line in lines(file)] == [""]

    finish(file)

    assert (file.state, file.reason) == ("done", "")


def test_printed_letters_end_in_the_next_print_run_and_with_them_the_file(batch: Path) -> None:
    ChannelRule.objects.create(
        sender="162021004748", position=1, name="Brevlåda, papper", channels=["mina_meddelanden", "print"]
    )
    page = FPDF()
    page.add_page()
    rows = [row(NO_MAILBOX, "a.pdf"), row(cast.ARVID, "b.pdf")]
    file = take_in(zipped(batch / "x.zip", csv_index(rows), {"a.pdf": bytes(page.output()), "b.pdf": pdf("b")}))
    finish(file)
    assert (file.state, progress.of(file).in_print_queue) == ("running", 1)

    list(runs.print_all())
    finish(file)

    assert file.state == "done"
    first, second = result(file)
    assert (first["kanal"], first["status"]) == ("print", "printed")
    assert "ingen digital brevlåda" in first["orsak"]
    assert second["status"] == "delivered"


def test_reading_that_was_cut_off_begins_again_and_keeps_each_line_once(
    make: Make, only_mailbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 2)
    file = make([row(cast.ARVID, f"{number}.pdf") for number in range(5)])
    real, calls = reading._keep, 0

    def deadly(*args: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise Killed
        real(*args)

    with monkeypatch.context() as patched:
        patched.setattr(reading, "_keep", deadly)
        with pytest.raises(Killed):
            work.advance(file.pk)
    file.refresh_from_db()
    assert (file.state, file.lines, len(lines(file))) == ("reading", 2, 2)

    finish(file)

    assert [line.number for line in lines(file)] == [1, 2, 3, 4, 5]
    assert Message.objects.count() == 5


def test_nobody_else_reads_a_file_that_is_being_read(
    make: Make, only_mailbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make([row(cast.ARVID, "a.pdf")])
    with life.claimed(file.pk) as mine:
        assert mine is not None
        assert not work.advance(file.pk)
        assert lines(file) == []

    assert work.advance(file.pk)


def test_a_worker_that_was_taken_for_dead_writes_nothing_more(
    make: Make, only_mailbox: None, later: Callable[[timedelta], None]
) -> None:
    file = make([row(cast.ARVID, "a.pdf")])
    with life.claimed(file.pk) as slow:
        assert slow is not None
        later(timedelta(seconds=61))
        work.advance(file.pk)
        with pytest.raises(life.LostClaim):
            reading.read(slow)

    assert len(lines(file)) == 1


def test_a_long_result_is_not_taken_from_the_worker_that_writes_it(
    make: Make, only_mailbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writing a million lines takes longer than a claim lasts: whoever came next would begin anew, for ever."""
    monkeypatch.setattr(results, "LINES_A_TICK", 1)
    file = make([row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf")])
    advance(file)
    relay.work()
    BatchFile.objects.update(claimed_until=None)
    claims: list[Any] = []
    real = life.renew

    def seen(file: BatchFile, **changes: Any) -> None:
        BatchFile.objects.update(claimed_until=clock.now() - life.LEASE)
        real(file, **changes)
        claims.append(BatchFile.objects.get().claimed_until)

    monkeypatch.setattr(life, "renew", seen)
    advance(file)

    assert file.state == BatchFile.State.DONE
    assert len(claims) == 2 * 2 + 1
    assert all(until > clock.now() + life.LEASE / 2 for until in claims)


def test_a_worker_whose_file_was_taken_over_while_it_wrote_the_result_leaves_nothing_behind(
    make: Make, only_mailbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "LINES_A_TICK", 1)
    file = make([row(cast.ARVID, "a.pdf")])
    advance(file)
    relay.work()
    real = life.renew

    def too_late(file: BatchFile, **changes: Any) -> None:
        BatchFile.objects.update(claimed_by="another worker")
        real(file, **changes)

    monkeypatch.setattr(life, "renew", too_late)
    advance(file)

    assert (file.state, file.claimed_by) == (BatchFile.State.RUNNING, "another worker")
    assert {path.name for path in file.folder.iterdir()} == {"file.zip", "directory.sqlite3"}


def test_two_workers_share_a_file_and_nobody_hands_over_what_the_other_has(
    make: Make, only_mailbox: None, settings: Any
) -> None:
    settings.RELAY_WORKERS = 2
    file = make([row(who, f"{who}-{n}.pdf") for n in range(3) for who in (cast.ARVID, cast.MARIA)])
    work.advance(file.pk)
    file.refresh_from_db()
    with worker(file) as one, worker(file) as two:
        first = one.take(2)
        second = two.take(4)

        assert [line.number for line in first] == [1, 2]
        # Later letters to the same two people wait for the earlier ones.
        assert second == []
        with writing():
            assert two.held(first) == set()
            assert one.held(first) == {line.pk for line in first}

    finish(file)
    assert Message.objects.count() == 6


def test_no_more_workers_are_at_a_file_than_there_may_be(make: Make, only_mailbox: None, settings: Any) -> None:
    settings.RELAY_WORKERS = 1
    file = make([row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf")])
    work.advance(file.pk)
    file.refresh_from_db()
    with worker(file) as one, worker(file) as two:
        assert len(one.take(1)) == 1
        assert two.take(1) == []


def test_the_sweeper_finds_what_the_queue_has_forgotten(
    make: Make, only_mailbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make([row(cast.ARVID, "a.pdf")])
    asked: list[int] = []
    monkeypatch.setattr(work, "ask", asked.append)

    work.sweep()
    finish(file)
    work.sweep()

    assert asked == [file.pk]


def test_a_file_that_has_gone_from_the_disk_says_so(make: Make, only_mailbox: None) -> None:
    file = make([row(cast.ARVID, "a.pdf")])
    work.advance(file.pk)
    file.archive.unlink()

    advance(file)

    assert file.state == "running"
    assert "går inte att läsa" in file.reason
