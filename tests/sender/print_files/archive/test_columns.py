"""What a line says: understood as people write it, or refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from sender.print_files.models import BatchFile
from tests import cast
from tests.sender.print_files.archive.spoiled_files import GOOD
from tests.sender.print_files.conftest import advance, csv_index, finish, lines, result, row, take_in, zipped


@pytest.mark.parametrize(
    ("written", "recipient"),
    [
        ("19270517-8354", cast.ARVID),
        ("270517-8354", cast.ARVID),
        ("8101052382", cast.MARIA),
        ("810105-2382", cast.MARIA),
        ("121212+1212", cast.TOLVAN),
        ("197001632384", "197001632384"),
        ("556000-0001", "165560000001"),
        ("5560000001", "165560000001"),
        ("16556000-0001", "165560000001"),
        (" 1927 0517–8354 ", cast.ARVID),
    ],
)
def test_identity_numbers_as_people_write_them_are_understood(batch: Path, written: str, recipient: str) -> None:
    file = advance(take_in(zipped(batch / "x.zip", csv_index([row(written, "a.pdf")]), GOOD)))

    [line] = lines(file)
    assert (line.recipient, line.identity) == (recipient, written.lstrip())
    assert "identitetsnumret" not in line.reason.swedish


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("", "fattas"),
        ("192705178355", "kontrollsiffra"),
        ("556000-0002", "kontrollsiffra"),
        ("19270517835", "11 siffror"),
        ("192713178354", "dag som inte finns"),
        ("TF2705178354", "annat än siffror"),
        ("=cmd|' /C calc'!A0", "annat än siffror"),
        ("１９２７０５１７８３５４", "annat än siffror"),
    ],
)
def test_identity_numbers_that_are_none_are_refused_by_name(batch: Path, written: str, words: str) -> None:
    file = finish(take_in(zipped(batch / "x.zip", csv_index([row(written, "a.pdf")]), GOOD)))

    [line] = lines(file)
    assert line.state == "refused"
    assert words in line.reason.swedish
    assert file.state == BatchFile.State.DONE


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"rubrik": ""}, "rubrik är tomt"),
        ({"rubrik": "x" * 256}, "rubrik har 256 tecken; högst 255 får plats. Korta ner innehållet"),
        ({"text": "x" * 20_001}, "20001 tecken"),
        ({"text": "ett\x0btecken"}, "U+000B"),
        ({"skyddsklass": "1"}, "notifieringar"),
        ({"skyddsklass": "hög"}, "2 eller 3"),
        ({"pdf": "../a.pdf"}, "finns inte i ZIP-filen"),
    ],
)
def test_other_columns_that_are_wrong_are_refused_by_name(batch: Path, more: dict[str, str], words: str) -> None:
    index = csv_index([{**row(cast.ARVID, "a.pdf"), **more}])
    file = finish(take_in(zipped(batch / "x.zip", index, GOOD)))

    assert words in lines(file)[0].reason.swedish


@pytest.mark.parametrize(
    ("line", "reference"),
    [
        ("nobody;a.pdf;Hej;R-1", "R-1"),
        (f"{cast.ARVID};saknas.pdf;Hej;R-2", "R-2"),
        (f"{cast.ARVID};a.pdf;Hej;R-3;för mycket", "R-3"),
        (f"{cast.ARVID};a.pdf;Hej;{'9' * 101}", "9" * 100),
        (f"{cast.ARVID};a.pdf;Hej;R\x0b4", "R\ufffd4"),
    ],
)
def test_a_refused_line_keeps_the_senders_reference(batch: Path, line: str, reference: str) -> None:
    file = finish(take_in(zipped(batch / "x.zip", f"identitetsnummer;pdf;rubrik;referens\n{line}\n", GOOD)))

    [told] = result(file)
    assert (told["status"], told["referens"]) == ("refused", reference)
