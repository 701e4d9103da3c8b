"""A print file runs: each line becomes one letter, and the result says what became of it."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from fpdf import FPDF

from formedlare.models import ChannelRule, Distribution, Leg
from mailbox_operator.models import Message
from print_supplier import runs
from sender.print_files import progress
from sender.print_files.models import BatchFile
from tests import cast
from tests.sender.print_files.conftest import (
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


def test_what_is_no_pdf_is_reported_and_stops_no_other(batch: Path, only_mailbox: None) -> None:
    rows = [row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf")]
    file = take_in(zipped(batch / "x.zip", csv_index(rows), {"a.pdf": b"<html>", "b.pdf": pdf("b")}))

    finish(file)

    first, second = result(file)
    assert (first["status"], second["status"]) == ("refused", "delivered")
    assert "a.pdf är HTML och ingen PDF" in first["orsak"]
    assert file.state == BatchFile.State.DONE


def test_letters_to_one_person_arrive_in_the_order_of_the_file(make: Make, only_mailbox: None) -> None:
    file = make([row(cast.ARVID, f"{number}.pdf", rubrik=f"Brev {number}") for number in range(7)])

    finish(file)

    subjects = Message.objects.order_by("pk").values_list("subject", flat=True)
    assert list(subjects) == [f"Brev {number}" for number in range(7)]


def test_printed_letters_end_in_the_next_print_run_and_with_them_the_file(batch: Path) -> None:
    ChannelRule.objects.create(
        sender="162021004748", position=1, name="Brevlåda, papper", channels=["mina_meddelanden", "print"]
    )
    page = FPDF()
    page.add_page()
    rows = [row(NO_MAILBOX, "a.pdf"), row(cast.ARVID, "b.pdf")]
    file = take_in(zipped(batch / "x.zip", csv_index(rows), {"a.pdf": bytes(page.output()), "b.pdf": pdf("b")}))
    finish(file)
    assert (file.state, progress.count_letters(file).in_print_queue) == ("running", 1)

    list(runs.print_all())
    finish(file)

    assert file.state == "done"
    first, second = result(file)
    assert (first["kanal"], first["status"]) == ("print", "printed")
    assert "ingen digital brevlåda" in first["orsak"]
    assert second["status"] == "delivered"
