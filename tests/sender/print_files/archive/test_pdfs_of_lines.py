"""Lines and their PDFs: what is missing, surplus, damaged or somebody else's is told by name."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from infra.texts import Text
from tests import cast
from tests.sender.print_files.archive.spoiled_files import GOOD, patched
from tests.sender.print_files.conftest import csv_index, finish, lines, pdf, result, row, take_in, zipped


def test_a_damaged_pdf_is_reported_and_stops_no_other(batch: Path, only_mailbox: None) -> None:
    rows = [row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf")]
    path = batch / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("index.csv", csv_index(rows))
        archive.writestr("a.pdf", pdf("as it was"))
        archive.writestr("b.pdf", pdf("b"))
    file = finish(take_in(patched(path, b"as it was", b"not as it")))

    first, second = result(file)
    assert "kontrollsumma" in first["orsak"]
    assert second["status"] == "delivered"


def test_missing_pdfs_are_reported_by_line_and_surplus_ones_by_file(batch: Path, only_mailbox: None) -> None:
    rows = [row(cast.ARVID, "saknas.pdf"), row(cast.MARIA, "b.pdf")]
    file = finish(
        take_in(zipped(batch / "x.zip", csv_index(rows), {"b.pdf": pdf("b"), "för-mycket.pdf": pdf("c")}))
    )

    assert "saknas.pdf finns inte i ZIP-filen" in lines(file)[0].reason.swedish
    assert lines(file)[1].state == "delivered"
    [remark] = file.remarks
    assert remark == Text(
        "1 fil i ZIP-filen hör inte till något brev i indexet: för-mycket.pdf",
        "1 file in the ZIP belongs to no letter of the index: för-mycket.pdf",
    )


def test_pdfs_of_refused_lines_are_not_called_surplus(batch: Path, only_mailbox: None) -> None:
    rows = [row("nobody", "a.pdf"), row(cast.MARIA, "b.pdf", skyddsklass="9"), row(cast.ARVID, "c.pdf")]
    pdfs = {f"{name}.pdf": pdf(name) for name in "abcde"}
    file = finish(take_in(zipped(batch / "x.zip", csv_index(rows), pdfs)))

    [remark] = file.remarks
    assert remark.swedish == "2 filer i ZIP-filen hör inte till något brev i indexet: d.pdf, e.pdf"
    assert remark.english.startswith("2 files")


def test_a_refused_line_does_not_take_the_pdf_from_a_good_one(batch: Path, only_mailbox: None) -> None:
    rows = [row("nobody", "a.pdf"), row(cast.ARVID, "a.pdf")]
    file = finish(take_in(zipped(batch / "x.zip", csv_index(rows), GOOD)))

    assert [line.state for line in lines(file)] == ["refused", "delivered"]


def test_names_may_begin_at_the_index_or_at_the_root(batch: Path, only_mailbox: None) -> None:
    rows = [row(cast.ARVID, "brev/1.pdf"), row(cast.MARIA, "leverans/brev/2.pdf"), row(cast.MARIA, "brev\\1.pdf")]
    pdfs = {f"leverans/brev/{number}.pdf": pdf(str(number)) for number in (1, 2)}
    file = finish(take_in(zipped(batch / "x.zip", csv_index(rows), pdfs, name="leverans/index.csv")))

    assert [line.state for line in lines(file)] == ["delivered", "delivered", "refused"]
    assert "är redan brev nummer 1" in lines(file)[2].reason.swedish
    assert [line["pdf"] for line in result(file)] == ["brev/1.pdf", "leverans/brev/2.pdf", "brev/1.pdf"]
    assert file.remarks == []


def test_the_same_line_twice_is_sent_once_and_the_second_names_the_first(batch: Path, only_mailbox: None) -> None:
    rows = [row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf"), row(cast.ARVID, "a.pdf")]
    file = finish(take_in(zipped(batch / "x.zip", csv_index(rows), {"a.pdf": pdf("a"), "b.pdf": pdf("b")})))

    assert [line.state for line in lines(file)] == ["delivered", "delivered", "refused"]
    assert "a.pdf är redan brev nummer 1" in lines(file)[2].reason.swedish


def test_nobody_gets_a_letter_that_is_somebody_elses(batch: Path, only_mailbox: None) -> None:
    rows = [row(cast.ARVID, "a.pdf"), row(cast.MARIA, "a.pdf")]
    file = finish(take_in(zipped(batch / "x.zip", csv_index(rows), GOOD)))

    assert [line.state for line in lines(file)] == ["delivered", "refused"]


def test_what_operating_systems_leave_behind_is_overlooked(batch: Path, only_mailbox: None) -> None:
    more = {"__MACOSX/._a.pdf": b"x", ".DS_Store": b"x", "brev/": b"", "brev/b.pdf": pdf("b")}
    index = csv_index([row(cast.ARVID, "a.pdf"), row(cast.MARIA, "brev\\b.pdf")])
    file = finish(take_in(zipped(batch / "x.zip", index, {**GOOD, **more})))

    assert [line.state for line in lines(file)] == ["delivered", "delivered"]
    assert file.remarks == []


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.exe", pdf("a"), "a.exe slutar på .exe"),
        ("a.html", pdf("a"), "a.html slutar på .html"),
        ("a.pdf.lnk", pdf("a"), "a.pdf.lnk slutar på .lnk"),
        ("a.pdf", b"MZ" + pdf("a"), "a.pdf är ett program och ingen PDF"),
        ("a.pdf", b"<html>" + pdf("a"), "a.pdf är HTML och ingen PDF"),
        ("a.pdf", b"\xef\xbb\xbf <svg>" + pdf("a"), "a.pdf är HTML och ingen PDF"),
    ],
)
def test_a_letter_is_a_pdf_by_name_and_content(
    batch: Path, only_mailbox: None, name: str, content: bytes, why: str
) -> None:
    rows = [row(cast.ARVID, name), row(cast.MARIA, "b.pdf")]
    file = finish(take_in(zipped(batch / "x.zip", csv_index(rows), {name: content, "b.pdf": pdf("b")})))

    assert [line.state for line in lines(file)] == ["refused", "delivered"]
    assert why in lines(file)[0].reason.swedish


@pytest.mark.parametrize("name", ["C:\\Utskick\\a.pdf", "\\\\server\\brev\\a.pdf", "file:///C:/a.pdf"])
def test_a_path_on_a_machine_is_named_as_one_with_what_to_write(
    batch: Path, only_mailbox: None, name: str
) -> None:
    file = finish(take_in(zipped(batch / "x.zip", csv_index([row(cast.ARVID, name)]), GOOD)))

    assert "en sökväg på en dator. Skriv namnet som PDF-filen har i ZIP-filen, kanske a.pdf" in (
        lines(file)[0].reason.swedish
    )
