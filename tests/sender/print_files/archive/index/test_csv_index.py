"""An index as CSV: what programs write is understood, and what cannot be is refused with words that help."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import cast
from tests.sender.print_files.archive.spoiled_files import GOOD, INDEX, refused
from tests.sender.print_files.conftest import csv_index, finish, lines, pdf, row, take_in, zipped


@pytest.mark.parametrize(
    ("encoding", "remark"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("cp1252", "Windows-1252"),
        ("utf-16", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp850", "MS-DOS"),
        ("mac_roman", "Macintosh"),
    ],
)
def test_encodings_that_programs_write_are_understood(
    batch: Path, only_mailbox: None, encoding: str, remark: str
) -> None:
    index = csv_index([row(cast.ARVID, "räkning.pdf", rubrik="Förfrågan om åäö, 100 kr")])
    file = finish(take_in(zipped(batch / "x.zip", index.encode(encoding), {"räkning.pdf": pdf("a")})))

    [line] = lines(file)
    assert (line.subject, line.state) == ("Förfrågan om åäö, 100 kr", "delivered")
    assert remark in "".join(text.english for text in file.remarks)
    assert bool(remark) == bool(file.remarks)


@pytest.mark.parametrize("above", ["", "sep=;\r\n"])
def test_a_mark_of_utf8_before_text_of_windows_is_passed_over(batch: Path, only_mailbox: None, above: str) -> None:
    index = above + csv_index([row(cast.ARVID, "a.pdf", rubrik="Förfrågan")])
    file = finish(take_in(zipped(batch / "x.zip", b"\xef\xbb\xbf" + index.encode("cp1252"), GOOD)))

    assert [(line.subject, line.state) for line in lines(file)] == [("Förfrågan", "delivered")]


def test_an_encoding_that_nobody_knows_is_named(batch: Path) -> None:
    index = csv_index([row(cast.ARVID, "a.pdf", rubrik="Hej")]).encode() + b"\x81\x8d"

    assert "rad 3 har ett tecken (byte nummer" in refused(zipped(batch / "x.zip", index, GOOD))


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separators_that_programs_write_are_understood(batch: Path, only_mailbox: None, separator: str) -> None:
    index = csv_index([row(cast.ARVID, "a.pdf", text="Hej; du, där")], separator)
    file = finish(take_in(zipped(batch / "x.zip", index, GOOD)))

    assert [(line.state, line.body) for line in lines(file)] == [("delivered", "Hej; du, där")]


@pytest.mark.parametrize(
    ("index", "words"),
    [
        ("personnr;fil;titel\n1;2;3\n", "'personnr'"),
        ("identitetsnummer;pdf\n1;2\n", "rubrik fattas"),
        ("identitetsnummer;pdf;rubrik;pdf\n1;2;3;4\n", "två gånger"),
        ("", "tomt"),
        ("identitetsnummer;pdf;rubrik\n", "inga brev"),
        (f'identitetsnummer;pdf;rubrik\n{cast.ARVID};a.pdf;"Hej\n{cast.MARIA};b.pdf;Hej\n', "citattecken"),
        (f'identitetsnummer;pdf;rubrik\n{cast.ARVID};a.pdf;"Hej\n{cast.MARIA};b.pdf;"Hej"\n', "citattecken"),
    ],
)
def test_an_index_whose_form_is_wrong_refuses_the_file(batch: Path, index: str, words: str) -> None:
    told = refused(zipped(batch / "x.zip", index, GOOD))
    assert words in told
    assert "unexpected" not in told


def test_lines_with_too_few_or_too_many_fields_are_reported(batch: Path, only_mailbox: None) -> None:
    index = INDEX + "198101052382;b.pdf\n198101052382;b.pdf;Hej;mera\n"
    file = finish(take_in(zipped(batch / "x.zip", index, GOOD)))

    assert [line.state for line in lines(file)] == ["delivered", "refused", "refused"]
    assert "2 fält" in lines(file)[1].reason.swedish
    assert "4 fält" in lines(file)[2].reason.swedish
    assert lines(file)[2].identity == "198101052382"
