"""The result file: what became of each letter, and nothing in it that a spreadsheet would compute."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from infra.csv_lines import FORMULA_BEGINNINGS
from sender.print_files import results
from sender.print_files.models import BatchLine
from tests import cast
from tests.sender.print_files.archive.spoiled_files import GOOD
from tests.sender.print_files.conftest import (
    Make,
    advance,
    csv_index,
    finish,
    lines,
    result,
    result_objects,
    row,
    take_in,
    zipped,
)

FORMULAS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.com")',
    "+46701234567",
    "-2+3",
    "@SUM(A1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_compute_is_made_harmless(batch: Path, formula: str) -> None:
    index = csv_index([row(cast.ARVID, "a.pdf", referens=formula)])
    file = advance(take_in(zipped(batch / "x.zip", index, GOOD)))

    assert result(file)[0]["referens"] == f"'{formula}"


@pytest.mark.parametrize("beginning", ["\t", "\r", "\n"])
def test_white_space_before_a_formula_is_made_harmless_too(make: Make, beginning: str) -> None:
    file = make([row(cast.ARVID, "a.pdf")])
    advance(file)
    BatchLine.objects.filter(file=file).update(reference=f"{beginning}=1+1")

    assert result(file)[0]["referens"] == f"'{beginning}=1+1"


@pytest.mark.parametrize("column", ["identitetsnummer", "pdf", "orsak"])
def test_every_column_is_made_harmless(batch: Path, column: str) -> None:
    index = csv_index([row("=1+1", "=2+2.pdf"), row(cast.ARVID, "=3+3.pdf")])
    file = advance(take_in(zipped(batch / "x.zip", index, GOOD)))

    cells = [line[column] for line in result(file)]
    assert not any(cell.startswith(FORMULA_BEGINNINGS) for cell in cells)
    assert any(cell.startswith("'=") for cell in cells)


def test_what_no_spreadsheet_computes_is_left_as_it_is(batch: Path, only_mailbox: None) -> None:
    index = csv_index([row(cast.ARVID, "a.pdf", referens="2026-11-28 = klart")])
    file = finish(take_in(zipped(batch / "x.zip", index, GOOD)))

    [line] = result(file)
    assert (line["referens"], line["nummer"]) == ("2026-11-28 = klart", "1")


def test_programs_get_the_values_as_they_were_written(batch: Path) -> None:
    index = csv_index([row(cast.ARVID, "a.pdf", referens="=1+1")])
    file = finish(take_in(zipped(batch / "x.zip", index, GOOD)))

    assert [json.loads(line)["reference"] for line in results.as_jsonl(file)] == ["=1+1"]


def test_the_reason_stands_in_both_languages_in_both_forms(batch: Path, only_mailbox: None) -> None:
    file = finish(take_in(zipped(batch / "x.zip", csv_index([row(cast.ARVID, "b.pdf")]), GOOD)))

    reason = lines(file)[0].reason
    assert result(file)[0]["orsak"] == f"{reason.swedish} | {reason.english}"
    assert result_objects(file.result_jsonl)[0]["reason"] == reason.on_wire


def test_writing_the_result_again_gives_the_same(make: Make, only_mailbox: None) -> None:
    file = finish(make([row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf")]))
    before = file.result_csv.read_bytes(), file.result_jsonl.read_bytes()

    results.write_results(file, tick=lambda: None)

    assert (file.result_csv.read_bytes(), file.result_jsonl.read_bytes()) == before
    assert {path.name for path in file.folder.iterdir()} >= {"result.csv", "result.jsonl"}
