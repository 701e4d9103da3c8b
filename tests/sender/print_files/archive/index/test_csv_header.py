"""The header of an index is found under titles and in any spelling, and a wrong one is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from sender.print_files.archive.index import csv_header
from tests import cast
from tests.sender.print_files.archive.spoiled_files import GOOD, refused
from tests.sender.print_files.conftest import advance, lines, take_in, zipped

HEADER = "identitetsnummer;pdf;rubrik"
LETTER = f"{cast.ARVID};a.pdf;Räksmörgås"


def subjects(batch: Path, index: str) -> list[str]:
    return [line.subject for line in lines(advance(take_in(zipped(batch / "x.zip", index, GOOD))))]


@pytest.mark.parametrize(
    "above",
    [
        "Utskick våren 2026\r\n",
        "Utskick våren 2026;;\r\n;;\r\n",
        '"Utskick, våren";;\r\nDatum;2026-01-01;\r\nSkapad av;Karin;\r\n\r\n',
        '"Utskick\r\nvåren 2026";;\r\n',
        "Alla brev som pdf;;\r\n",
        "sep=;\r\nUtskick\r\n",
        "\ufeff\r\nsep=;\r\nUtskick\r\n",
        "Utskick, med komma, och fler, och fler\r\n",
        "rad\r\n" * (csv_header.MAX_LINES - 1),
    ],
    ids=["line", "cells", "lines", "of two lines", "a column's name in it", "sep", "mark", "other signs", "many"],
)
def test_a_title_may_stand_above_the_header(batch: Path, above: str) -> None:
    assert subjects(batch, f"{above}{HEADER}\r\n{LETTER}\r\n") == ["Räksmörgås"]


@pytest.mark.parametrize(
    "header",
    [
        "IDENTITETSNUMMER;PDF;Rubrik",
        " Identitets nummer ; Pdf ;  Rubrik ",
        "identitets-nummer;pdf:;rubrik*",
        "Identitets_nummer;pdf;rubrik",
        "identitetsnummer\u00a0;\u00a0pdf;rubrik\u202f",
        '"identitetsnummer";"pdf";" Rubrik "',
        "\ufeff\ufeffidentitetsnummer;pdf;rubrik",
        "ï»¿identitetsnummer;pdf;rubrik",
        "ｉｄｅｎｔｉｔｅｔｓｎｕｍｍｅｒ;pdf;rubrik",
    ],
)
def test_names_of_columns_are_known_in_any_spelling(batch: Path, header: str) -> None:
    assert subjects(batch, f"{header}\r\n{LETTER}\r\n") == ["Räksmörgås"]


def test_optional_columns_are_known_in_any_spelling_too(batch: Path) -> None:
    index = f"{HEADER};Korrelations-ID;Skydds klass;Referens:\r\n{LETTER};k;3,0;R\r\n"
    [line] = lines(advance(take_in(zipped(batch / "x.zip", index, GOOD))))

    assert (line.correlation_id, line.protection_class, line.reference) == ("k", 3, "R")


def test_a_line_with_one_of_our_words_is_no_header(batch: Path) -> None:
    assert "kolumnen rubrik fattas" in refused(
        zipped(batch / "x.zip", f"pdf;;\r\nidentitetsnummer;pdf\r\n{cast.ARVID};a.pdf\r\n", GOOD)
    )


def test_an_unknown_name_is_told_as_it_is_written(batch: Path) -> None:
    index = f"Utskick våren\r\n{HEADER};Fakturanr\r\n{LETTER};7\r\n"

    assert "kolumnen 'Fakturanr' finns inte" in refused(zipped(batch / "x.zip", index, GOOD))


def test_the_likeliest_of_several_wrong_lines_is_told(batch: Path) -> None:
    index = f"Utskick våren\r\nPersonnr;Fil;Ämne\r\n{LETTER}\r\n"

    assert "'Personnr', 'Fil', 'Ämne' finns inte" in refused(zipped(batch / "x.zip", index, GOOD))


def test_letters_without_a_header_are_not_read_as_one(batch: Path) -> None:
    words = refused(zipped(batch / "x.zip", f"{LETTER}\r\n", GOOD))

    assert "den fattas" in words
    assert cast.ARVID not in words


def test_a_header_far_below_is_not_looked_for(batch: Path) -> None:
    index = "rad\r\n" * csv_header.MAX_LINES + f"{HEADER}\r\n{LETTER}\r\n"

    assert "kolumnen 'rad' finns inte" in refused(zipped(batch / "x.zip", index, GOOD))
