"""Heavy letters of a print file: what a mailbox takes, what paper takes, and what nobody takes."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image

from formedlare import routing
from formedlare.models import ChannelRule, Content, Leg
from infra.far_client import Reachability
from mailbox_operator.models import Message
from print_supplier import runs
from sender import compose
from sender.print_files.sending import handover
from tests import cast
from tests.sender.print_files.conftest import advance, csv_index, finish, pdf, result, row, take_in, zipped


def large_pdf(size: int) -> bytes:
    """One that no packing makes smaller."""
    return pdf(random.Random(size).randbytes(size // 2).hex())


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
    assert "2097152 får plats" in leg.passed_over[0].reason.on_wire


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
    monkeypatch.setattr(handover, "MAX_STORE_LOT_BYTES", 100_000)
    lots: list[int] = []
    real = routing.decide_all

    def counted(legs: Sequence[Leg], found: Mapping[str, Reachability]) -> None:
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
    index = csv_index([row(cast.ARVID, name, rubrik=subject, text=text, referens="Å" * 50)])
    file = take_in(zipped(batch / "s.zip", index, {name: content}))
    advance(file)
    [stored] = Content.objects.all()

    finish(file)

    [sealed] = Leg.objects.all()
    assert sealed.state == "delivered"
    size = len(sealed.sealed_message.soap)
    assert size - len(stored.xml) < compose.MAX_SEAL_AND_ENVELOPE
