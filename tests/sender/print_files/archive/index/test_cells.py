"""Cells that spreadsheets and other programs have spoilt: read as meant, or refused; never sent as code."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailbox_operator.models import Message
from tests import cast
from tests.sender.print_files.archive.spoiled_files import GOOD
from tests.sender.print_files.conftest import advance, csv_index, finish, lines, pdf, row, take_in, zipped


def reason(batch: Path, **columns: str) -> str:
    index = csv_index([{**row(cast.ARVID, "a.pdf"), **columns}])
    [line] = lines(advance(take_in(zipped(batch / "x.zip", index, GOOD))))
    assert bool(line.reason.swedish) == bool(line.reason.english)
    swedish: str = line.reason.swedish
    return swedish


@pytest.mark.parametrize("number", ["1,99E+11", "1.99271E+11", "2E+11", "1,99e+011", "1,99 E+11"])
def test_a_rounded_number_is_refused_with_how_to_keep_it_whole(batch: Path, number: str) -> None:
    words = reason(batch, identitetsnummer=number)

    assert "formatet Text" in words
    assert "CSV UTF-8" in words


@pytest.mark.parametrize(
    "number",
    [
        "192,705,178,354",
        "192.705.178.354",
        "192'705'178'354",
        "192\u00a0705\u00a0178\u00a0354",
        "\u202d19270517-8354\u202c",
        "\ufeff192705178354",
        "19270517\u20118354",
    ],
)
def test_numbers_that_programs_have_set_apart_are_understood(batch: Path, number: str) -> None:
    [line] = lines(
        advance(take_in(zipped(batch / "x.zip", csv_index([row(number, "a.pdf")]).encode("utf-8"), GOOD)))
    )

    assert (line.recipient, line.reason.swedish) == (cast.ARVID, "")


@pytest.mark.parametrize("number", ["501012386", "1012386"])
def test_a_number_whose_first_noughts_are_gone_is_explained(batch: Path, number: str) -> None:
    assert "nollan i början" in reason(batch, identitetsnummer=number)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("########", "för smal"),
        ("#REFERENS!", "fel i en formel"),
        ("#N/A", "fel i en formel"),
        ("#VÄRDEFEL!", "fel i en formel"),
        ("#NAME?", "fel i en formel"),
        ("Err:502", "fel i en formel"),
        ("=A2&B2", "formeln"),
        ("=SAMMANFOGA(A2;B2)", "formeln"),
        ("R\ufffdksm\ufffdrg\ufffds", "bokstav har gått förlorad"),
        ("R&auml;ksm&ouml;rg&aring;s", "koden &auml;"),
        ("Hej<br/>du", "koden <br/>"),
        ("Hej_x000D_du", "koden _x000D_"),
        ("R+AOQ-ksm+APY-rg+AOU-s", "koden +AOQ-"),
        ("R=C3=A4ksm", "koden =C3=A4"),
    ],
)
@pytest.mark.parametrize("column", ["rubrik", "text"])
def test_what_is_no_text_is_refused_and_named(batch: Path, column: str, written: str, words: str) -> None:
    told = reason(batch, **{column: written})

    assert told.startswith(column)
    assert words in told


@pytest.mark.parametrize("written", ["= lika med", "Beslut #3", "5 < 7 & 8 > 6", "A+B-C", "50 % & mer", "##"])
def test_texts_that_look_a_little_like_code_are_sent(batch: Path, written: str) -> None:
    assert reason(batch, rubrik=written) == ""


def test_letters_that_were_coded_twice_are_read_as_meant(batch: Path, only_mailbox: None) -> None:
    index = csv_index([row(cast.ARVID, "räkning.pdf", rubrik="Räksmörgås – nu")])
    twice = index.encode().decode("cp1252").encode()
    file = finish(take_in(zipped(batch / "x.zip", twice, {"räkning.pdf": pdf("r")})))

    assert [(line.state, line.subject) for line in lines(file)] == [("delivered", "Räksmörgås – nu")]
    assert Message.objects.get(mailbox__holder=cast.ARVID).attachments.get().filename == "räkning.pdf"


def test_marks_that_turn_the_text_around_do_not_reach_the_letter(batch: Path) -> None:
    index = csv_index([row(cast.ARVID, "a.pdf", rubrik="\u200bBeslut\u202e fdp.exe\u202c")])
    [line] = lines(advance(take_in(zipped(batch / "x.zip", index, GOOD))))

    assert line.subject == "Beslut fdp.exe"


@pytest.mark.parametrize("written", ["3,0", "3.00", " 3 "])
def test_a_class_that_a_spreadsheet_has_made_a_number_of_is_understood(batch: Path, written: str) -> None:
    index = csv_index([row(cast.ARVID, "a.pdf", skyddsklass=written)])
    [line] = lines(advance(take_in(zipped(batch / "x.zip", index, GOOD))))

    assert line.protection_class == 3
