"""What Excel and old ZIP programs write is what senders send: it is understood, and nothing goes astray."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from mailbox_operator.models import Message
from tests import cast
from tests.sender.print_files.archive.spoiled_files import GOOD, refused, write
from tests.sender.print_files.conftest import csv_index, finish, lines, pdf, result, row, take_in, zipped

HEADER = "identitetsnummer;pdf;rubrik"
LETTER = f"{cast.ARVID};a.pdf;Räksmörgås"
HANDED_CASES = (
    "40-sep-line",
    "41-excel-empty-columns",
    "42-excel-short-rows",
    "43-blank-first-line",
    "44-names-cp850",
    "44b-names-cp1252",
    "45-padded-pdf",
)


@pytest.mark.parametrize("name", HANDED_CASES)
def test_files_that_went_wrong_for_others_are_delivered(
    shared: Path, batch: Path, only_mailbox: None, name: str
) -> None:
    file = finish(take_in(shared / "cases" / f"{name}.zip"))

    assert [(line["status"], line["orsak"]) for line in result(file)] == [("delivered", "")]


@pytest.mark.parametrize(
    "index",
    [
        f"sep=;\r\n{HEADER}\r\n{LETTER}\r\n",
        f'"sep=;"\r\n{HEADER}\r\n{LETTER}\r\n',
        f"\ufeffSEP=;\r\n{HEADER}\r\n{LETTER}\r\n",
        f"sep=|\r\n{HEADER}\r\n{LETTER}\r\n".replace(";", "|"),
        f"sep=,\n{HEADER}\n{LETTER}\n".replace(";", ","),
        f"sep=;;;\r\n{HEADER};;\r\n{LETTER};;\r\n",
        f"Sep = ;\r\n{HEADER}\r\n{LETTER}\r\n",
        f"\ufeff\ufeff{HEADER}\r\n{LETTER}\r\n",
        f"identitetsnummer\u00a0;\u200bpdf;rubrik\r\n{LETTER}\r\n",
        f'{HEADER}\r\n="{cast.ARVID}";="a.pdf";Räksmörgås\r\n',
        f'{HEADER}\r\n"=""{cast.ARVID}""";a.pdf;Räksmörgås\r\n',
        f"{HEADER}\r\n'{LETTER}\r\n",
        f"{HEADER}\r\n{cast.ARVID},00;a.pdf;Räksmörgås\r\n",
        f'{HEADER}\r\n"{cast.ARVID}"; "a.pdf"; "Räksmörgås"\r\n',
        f"{HEADER}\r\n{cast.ARVID};./a.pdf;Räksmörgås\r\n",
        f"{HEADER}\r\n{LETTER}\r\n\x1a\0\0\0",
        f"{HEADER}\r\n{LETTER}\r\n\0\0\0",
        f"{HEADER};;\r\n{LETTER};;\r\n",
        f"{HEADER};;\r\n{LETTER}\r\n",
        f"{HEADER}\r\n{LETTER};;;\r\n",
        f"{HEADER};text;referens\r\n{LETTER}\r\n",
        f"identitetsnummer;;pdf;rubrik\r\n{cast.ARVID};;a.pdf;Räksmörgås\r\n",
        f"\r\n{HEADER}\n{LETTER}\n",
        f"\n \n;;\n{HEADER}\n\n{LETTER}\n;;\n\n",
        f"{HEADER}\r\n{LETTER}\r\n\x1a",
        f"{HEADER}\r\n{LETTER}\x1a",
        f"{HEADER}\r\n{LETTER}\r\n{chr(0x1A) * 70}",
        f"{HEADER}\r{LETTER}\r",
        f'{HEADER}\r\n"{LETTER}"\r\n',
        f'"{HEADER}"\r\n"{LETTER}"\r\n',
        f'{HEADER},text\r\n"{LETTER},""rad 1\nrad 2, mer"""\r\n'.replace(";", ","),
        f'"{HEADER}";;\r\n"{LETTER}";;\r\n',
    ],
    ids=[
        *("sep", "quoted sep", "sep after a mark", "sep of a bar", "sep of a comma"),
        *("sep with empty columns", "sep with blanks", "two marks", "signs that nobody sees", "text for Excel"),
        *("quoted text for Excel", "apostrophe", "fraction", "blanks before quotes", "folder of its own"),
        *("Ctrl-Z and NUL", "a block of NUL"),
        *("empty columns", "empty columns of the header", "empty columns of the row", "short row"),
        *("column without a name", "blank first line", "blank lines", "Ctrl-Z", "Ctrl-Z after a row"),
        *("a block of Ctrl-Z", "lines of old Macintoshes"),
        *("rows as one cell", "all rows as one cell", "quotes within one cell", "one cell and empty ones"),
    ],
)
def test_an_index_as_spreadsheets_write_it_is_understood(batch: Path, only_mailbox: None, index: str) -> None:
    file = finish(take_in(zipped(batch / "x.zip", index, GOOD)))

    assert [(line.state, line.subject) for line in lines(file)] == [("delivered", "Räksmörgås")]


def test_the_separator_that_is_named_goes_before_the_one_that_is_counted(batch: Path, only_mailbox: None) -> None:
    index = f'sep=,\n{HEADER},text\n{cast.ARVID},a.pdf,Hej,"a;b;c;d"\n'.replace(";", ",", 2)
    file = finish(take_in(zipped(batch / "x.zip", index, GOOD)))

    assert [(line.state, line.body) for line in lines(file)] == [("delivered", "a;b;c;d")]


@pytest.mark.parametrize("identity", ["1,92705E+11", "1.92705178354e+11", "1,93E11"])
def test_a_number_that_a_spreadsheet_has_rounded_is_explained(batch: Path, identity: str) -> None:
    index = f"{HEADER}\r\n{identity};a.pdf;Hej\r\n".encode()

    [line] = lines(finish(take_in(zipped(batch / "x.zip", index, GOOD))))

    assert (line.state, "kalkylprogram" in line.reason.swedish) == ("refused", True)


@pytest.mark.parametrize("name", ["index.txt", "utskick/index.TSV"])
def test_an_index_that_excel_saved_as_unicode_text_is_read(batch: Path, only_mailbox: None, name: str) -> None:
    index = f"{HEADER}\r\n{LETTER}\r\n".replace(";", "\t").encode("utf-16")
    parts = [(name.encode(), index), ((f"{name.rpartition('/')[0]}/a.pdf").lstrip("/").encode(), pdf("a"))]

    file = finish(take_in(raw_zip(batch / "x.zip", parts)))

    assert [line.state for line in lines(file)] == ["delivered"]


@pytest.mark.parametrize("cell", ["mera", "0", "-"])
def test_what_stands_in_a_column_without_a_name_is_not_thrown_away(batch: Path, cell: str) -> None:
    file = finish(take_in(zipped(batch / "x.zip", f"{HEADER};\n{LETTER};{cell}\n", GOOD)))

    [line] = lines(file)
    assert line.state == "refused"
    assert "kolumn 4 har ett värde men ingen rubrik" in line.reason.swedish


@pytest.mark.parametrize("first", [0, 1])
def test_numbers_that_programs_put_before_each_row_mean_nothing(
    batch: Path, only_mailbox: None, first: int
) -> None:
    file = finish(take_in(zipped(batch / "x.zip", f";{HEADER}\n{first};{LETTER}\n", GOOD)))

    assert [line.state for line in lines(file)] == ["delivered"]


@pytest.mark.parametrize("cell", ["2", "x", "1.5"])
def test_another_value_before_a_row_is_not_taken_for_its_number(batch: Path, cell: str) -> None:
    file = finish(take_in(zipped(batch / "x.zip", f";{HEADER}\n{cell};{LETTER}\n", GOOD)))

    assert "kolumn 1 har ett värde men ingen rubrik" in lines(file)[0].reason.swedish


def test_a_value_behind_the_last_column_is_told_by_the_number_of_fields(batch: Path) -> None:
    file = finish(take_in(zipped(batch / "x.zip", f"{HEADER}\n{LETTER};mera\n", GOOD)))

    assert "4 fält, men rubrikraden 3" in lines(file)[0].reason.swedish


def test_a_row_that_ends_before_the_subject_is_refused(batch: Path) -> None:
    file = finish(take_in(zipped(batch / "x.zip", f"{HEADER};text\n{cast.ARVID};a.pdf\n", GOOD)))

    assert "2 fält, men rubrikraden 4" in lines(file)[0].reason.swedish


def test_an_index_of_blank_lines_is_empty(batch: Path) -> None:
    assert "tomt" in refused(zipped(batch / "x.zip", "sep=;\r\n\r\n;;\r\n\x1a", GOOD))


@pytest.mark.parametrize("padding", [b"\0" * 4096, b" " * 3000, b"\r\n" * 2000, b"\x1a" * 1500])
def test_a_pdf_that_was_filled_up_to_the_end_of_a_block_is_taken(
    batch: Path, only_mailbox: None, padding: bytes
) -> None:
    file = finish(take_in(zipped(batch / "x.zip", f"{HEADER}\n{LETTER}\n", {"a.pdf": pdf("a") + padding})))

    assert [line.state for line in lines(file)] == ["delivered"]


def old_zip(path: Path, rows: list[dict[str, str]], code_page: str, folder: str = "") -> Path:
    """A ZIP whose names are in a code page that it does not say."""
    names = {"index.csv": csv_index(rows).encode(), **{one["pdf"]: pdf(one["pdf"]) for one in rows}}
    return raw_zip(path, [(f"{folder}{name}".encode(code_page), content) for name, content in names.items()])


def raw_zip(path: Path, parts: list[tuple[bytes, bytes]], extra: Mapping[bytes, bytes] | None = None) -> Path:
    """A ZIP of stored entries with these bytes as names, and extra fields of their own."""
    body, directory = b"", b""
    for name, content in parts:
        field, crc = (extra or {}).get(name, b""), zlib.crc32(content)
        sizes = (crc, len(content), len(content), len(name))
        begins = len(body)
        body += struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 33, *sizes, 0) + name + content
        directory += struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 33, *sizes, len(field), 0, 0, 0, 0, begins
        )
        directory += name + field
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(parts), len(parts), len(directory), len(body), 0)
    return write(path, body + directory + end)


@pytest.mark.parametrize("code_page", ["cp437", "cp850", "cp1252", "mac_roman"])
@pytest.mark.parametrize("folder", ["", "åäö/"])
def test_names_in_old_code_pages_are_found(batch: Path, only_mailbox: None, code_page: str, folder: str) -> None:
    names = {"cp437": "Räkning ½.pdf", "cp850": "Sørensen.pdf", "cp1252": "Räkning – ”å”.pdf"}
    names["mac_roman"] = "Räkning – 5 €.pdf"
    rows = [row(cast.ARVID, names[code_page]), row(cast.MARIA, "Åsa Öberg.pdf")]

    file = finish(take_in(old_zip(batch / "x.zip", rows, code_page, folder)))

    assert [line["status"] for line in result(file)] == ["delivered", "delivered"], result(file)
    assert file.remarks == []
    [first] = Message.objects.filter(mailbox__holder=cast.ARVID)
    assert first.attachments.get().filename == names[code_page]


def test_old_names_of_no_letter_are_named_as_their_author_wrote_them(batch: Path, only_mailbox: None) -> None:
    parts = [
        (b"index.csv", csv_index([row(cast.ARVID, "Sørensen.pdf")]).encode()),
        ("Sørensen.pdf".encode("cp850"), pdf("s")),
        ("Ørsted.pdf".encode("cp850"), pdf("o")),
    ]
    file = finish(take_in(raw_zip(batch / "x.zip", parts)))

    assert [line.state for line in lines(file)] == ["delivered"]
    assert "Ørsted.pdf" in file.remarks[0].swedish


def test_no_letter_gets_the_pdf_of_a_name_that_reads_alike_in_another_code_page(
    batch: Path, only_mailbox: None
) -> None:
    """The byte E4 is õ in code page 850 and ä in Windows-1252: the other names show that it is õ."""
    rows = [row(cast.ARVID, "Sørensen.pdf"), row(cast.ARVID, "Jørgen.pdf"), row(cast.MARIA, "ä.pdf")]
    named = ["Sørensen.pdf", "Jørgen.pdf", "õ.pdf"]
    parts = [(b"index.csv", csv_index(rows).encode()), *((name.encode("cp850"), pdf(name)) for name in named)]

    file = finish(take_in(raw_zip(batch / "x.zip", parts)))

    assert [line["status"] for line in result(file)] == ["delivered", "delivered", "refused"]
    assert "ä.pdf finns inte i ZIP-filen" in lines(file)[2].reason.swedish


def unicode_path(raw: bytes, name: str, *, crc: int | None = None, version: int = 1) -> bytes:
    """The Info-ZIP Unicode Path field. Source: PKWARE APPNOTE 6.3.9, 4.6.9."""
    field = struct.pack("<BI", version, zlib.crc32(raw) if crc is None else crc) + name.encode()
    other = struct.pack("<2H", 0x5455, 5) + b"\1\0\0\0\0"
    return other + struct.pack("<2H", 0x7075, len(field)) + field


def test_the_unicode_path_field_goes_before_the_old_name(batch: Path, only_mailbox: None) -> None:
    raw, name = b"Zaneta Walesa.pdf", "Żaneta Wałęsa.pdf"
    parts = [(b"index.csv", csv_index([row(cast.ARVID, name)]).encode()), (raw, pdf("z"))]

    file = finish(take_in(raw_zip(batch / "x.zip", parts, {raw: unicode_path(raw, name)})))

    assert [line.state for line in lines(file)] == ["delivered"]


@pytest.mark.parametrize("wrong", [{"crc": 1}, {"version": 2}])
def test_a_unicode_path_field_of_another_name_counts_for_nothing(
    batch: Path, only_mailbox: None, wrong: dict[str, int]
) -> None:
    """A program that does not know the field has renamed the entry."""
    raw = b"b.pdf"
    parts = [(b"index.csv", csv_index([row(cast.ARVID, "b.pdf")]).encode()), (raw, pdf("b"))]

    file = finish(take_in(raw_zip(batch / "x.zip", parts, {raw: unicode_path(raw, "Åsa.pdf", **wrong)})))

    assert [line.state for line in lines(file)] == ["delivered"]


def test_a_unicode_path_field_that_leads_out_of_the_zip_refuses_the_file(batch: Path) -> None:
    raw = b"b.pdf"
    parts = [(b"index.csv", csv_index([row(cast.ARVID, "b.pdf")]).encode()), (raw, pdf("b"))]

    assert "leder ut" in refused(raw_zip(batch / "x.zip", parts, {raw: unicode_path(raw, "../b.pdf")}))


def test_a_name_that_is_said_to_be_utf8_and_is_not_refuses_the_file(batch: Path) -> None:
    path = zipped(batch / "x.zip", f"{HEADER}\n{LETTER}\n", {"å.pdf": pdf("a")})
    write(path, path.read_bytes().replace("å.pdf".encode(), b"\xe5\xe5.pdf"))

    assert "uppges vara UTF-8 men är det inte" in refused(path)
