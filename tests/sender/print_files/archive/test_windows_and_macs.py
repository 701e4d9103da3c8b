"""Files as people pack them on Windows and Macs: names in other spellings, and files that nobody meant to send."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailbox_operator.models import Message
from tests import cast
from tests.sender.print_files.archive.spoiled_files import GOOD, INDEX, letter, refused, write, xml
from tests.sender.print_files.archive.test_old_programs import raw_zip
from tests.sender.print_files.conftest import advance, csv_index, finish, lines, pdf, result, row, take_in, zipped


@pytest.mark.parametrize(
    ("written", "packed"),
    [
        ("brev.pdf", "BREV.PDF"),
        ("Åsa.pdf", "åsa.pdf"),
        ("Åsa.pdf", "A\u030aSA.PDF"),
        ("brev", "brev.pdf"),
        ("BREV\\a.pdf", "brev/A.pdf"),
        ("a b.pdf", "a\u00a0b.pdf"),
        ("kl 3.45\u202fem.pdf", "kl 3.45 em.pdf"),
    ],
)
def test_a_pdf_is_found_under_a_name_that_windows_does_not_tell_apart(
    batch: Path, only_mailbox: None, written: str, packed: str
) -> None:
    index = csv_index([row(cast.ARVID, written)])
    file = finish(take_in(zipped(batch / "x.zip", index, {packed: pdf("a")})))

    assert [line["status"] for line in result(file)] == ["delivered"], result(file)
    assert file.remarks == []
    assert Message.objects.get(mailbox__holder=cast.ARVID).attachments.get().filename.endswith(".pdf")


@pytest.mark.parametrize(("written", "packed"), [("weiss.pdf", "weiß.pdf"), ("brev2.pdf", "brev².pdf")])
def test_nobody_gets_the_pdf_of_another_name(batch: Path, written: str, packed: str) -> None:
    path = zipped(batch / "x.zip", csv_index([row(cast.ARVID, written)]), {packed: pdf("a")})

    assert "finns inte i ZIP-filen" in lines(advance(take_in(path)))[0].reason.swedish


def test_the_exact_name_goes_before_one_that_is_alike(batch: Path, only_mailbox: None) -> None:
    index = csv_index([row(cast.ARVID, "a.pdf"), row(cast.MARIA, "A.pdf")])
    file = finish(take_in(zipped(batch / "x.zip", index, {"A.pdf": pdf("Maria's"), "a.pdf": pdf("Arvid's")})))

    assert [line["status"] for line in result(file)] == ["delivered", "delivered"]
    assert b"Arvid's" in bytes(Message.objects.get(mailbox__holder=cast.ARVID).attachments.get().content)


def test_of_several_names_that_are_alike_none_is_chosen(batch: Path) -> None:
    index = csv_index([row(cast.ARVID, "A.pdF")])
    file = advance(take_in(zipped(batch / "x.zip", index, {"a.pdf": pdf("a"), "A.PDF": pdf("b")})))

    assert "finns inte i ZIP-filen" in lines(file)[0].reason.swedish


def test_two_spellings_of_one_pdf_go_to_one_person(batch: Path) -> None:
    index = csv_index([row(cast.ARVID, "a.pdf"), row(cast.MARIA, "A.PDF")])
    file = advance(take_in(zipped(batch / "x.zip", index, GOOD)))

    assert [line.reason.swedish[:26] for line in lines(file)] == ["", "A.PDF är redan brev nummer"]


def test_a_name_in_other_capitals_takes_no_pdf_that_another_line_names(batch: Path) -> None:
    index = csv_index([row(cast.ARVID, "A.PDF"), row(cast.MARIA, "a.pdf")])
    file = advance(take_in(zipped(batch / "x.zip", index, GOOD)))

    assert [line.reason.swedish[:26] for line in lines(file)] == ["A.PDF är redan brev nummer", ""]


def test_a_name_in_an_old_code_page_is_found_in_capitals_too(batch: Path, only_mailbox: None) -> None:
    parts = [(b"index.csv", csv_index([row(cast.ARVID, "räkning.pdf")]).encode())]
    file = finish(take_in(raw_zip(batch / "x.zip", [*parts, ("RÄKNING.PDF".encode("cp850"), pdf("r"))])))

    assert [line["status"] for line in result(file)] == ["delivered"]


@pytest.mark.parametrize(
    "name", ["Icon\r", "brev/Icon\r", "~$index.csv", ".~lock.index.csv#", "__MACOSX/._index.csv", "._index.csv"]
)
def test_what_programs_leave_beside_the_index_is_passed_over(batch: Path, name: str) -> None:
    file = advance(take_in(zipped(batch / "x.zip", INDEX, {name: b"x", **GOOD})))

    assert [line.reason.swedish for line in lines(file)] == [""]
    assert file.remarks == []


@pytest.mark.parametrize("name", ["index.csv.txt", "Utskick.CSV.txt", "Utskick/INDEX.CSV"])
def test_an_index_whose_ending_windows_hides_is_found(batch: Path, name: str) -> None:
    file = advance(take_in(zipped(batch / "x.zip", INDEX, GOOD, name)))

    assert [line.reason.swedish for line in lines(file)] == [""]


@pytest.mark.parametrize("name", ["index.xlsx", "Utskick.XLS", "utskick.ods", "index.csv"])
def test_a_spreadsheet_in_place_of_the_index_is_named_with_what_to_do(batch: Path, name: str) -> None:
    words = refused(zipped(batch / "x.zip", b"PK\x03\x04" + b"x" * 50, GOOD, name))

    assert f"{name} är ett kalkylblad. Spara det i kalkylprogrammet som CSV UTF-8" in words


def test_a_control_character_in_a_name_still_refuses_the_file(batch: Path) -> None:
    assert "styrtecken" in refused(zipped(batch / "x.zip", INDEX, {**GOOD, "b\r.pdf": b""}))


@pytest.mark.parametrize(
    ("names", "index"),
    [
        (("lista.txt",), "lista.txt"),
        (("lista.tsv",), "lista.tsv"),
        (("utskick.csv", "meta.xml"), "utskick.csv"),
        (("index.csv", "kopia.csv", "meta.xml"), "index.csv"),
    ],
)
def test_the_likeliest_file_is_the_index(batch: Path, names: tuple[str, ...], index: str) -> None:
    files = {name: (INDEX if name == index else "x").encode() for name in names}
    path = zipped(batch / "x.zip", files.pop(names[0]), {**files, **GOOD}, names[0])

    assert [line.reason.swedish for line in lines(advance(take_in(path)))] == [""]


@pytest.mark.parametrize("names", [("a.csv", "b.csv"), ("index.csv", "index.xml"), ("a.xml", "b.xml")])
def test_of_several_likely_files_none_is_chosen(batch: Path, names: tuple[str, str]) -> None:
    path = zipped(batch / "x.zip", INDEX, {names[1]: INDEX.encode(), **GOOD}, names[0])

    assert "Indexet finns flera" in refused(path)


@pytest.mark.parametrize(
    ("beginning", "words"),
    [
        (b"7z\xbc\xaf\x27\x1c", "en 7z-fil"),
        (b"Rar!\x1a\x07", "en RAR-fil"),
        (b"\x1f\x8b\x08", "en gzip-fil"),
        (b"%PDF-1.7\n", "en PDF"),
        (b"\xd0\xcf\x11\xe0", "Excel"),
        (b"identitetsnummer;pdf;rubrik\n", "bara indexet"),
        (b"Hej", "ingen ZIP-fil. En utskriftsfil är en ZIP"),
    ],
)
def test_what_is_sent_in_place_of_a_zip_is_named(batch: Path, beginning: bytes, words: str) -> None:
    assert words in refused(write(batch / "x.zip", beginning + b"x" * 100))


def test_a_code_of_html_in_xml_is_named(batch: Path) -> None:
    index = xml(letter(cast.ARVID, "a.pdf").replace("Hej", "R&auml;k"))

    assert "index.xml har koden &auml; som XML inte känner till" in refused(
        zipped(batch / "x.zip", index, GOOD, "index.xml")
    )
