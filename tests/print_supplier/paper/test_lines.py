"""Runs of text broken into lines of a given width. Here each character is one millimetre wide."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.html.blocks import Style, TextRun
from print_supplier.paper.lines import PaperLine, break_runs, longest_fitting_start

BOLD = Style(bold=True)


def width_of(run: TextRun) -> float:
    return float(len(run.text))


def broken(width: float, *runs: TextRun) -> list[PaperLine]:
    return break_runs(runs, width_of, width)


def texts(lines: Sequence[PaperLine]) -> list[str]:
    return ["".join(run.text for run in line.runs) for line in lines]


def test_words_that_fit_stand_on_one_line() -> None:
    assert texts(broken(20, TextRun("ett två tre"))) == ["ett två tre"]


def test_a_line_is_broken_between_words_and_begins_without_a_space() -> None:
    assert [text.strip() for text in texts(broken(8, TextRun("ett två tre fyra")))] == ["ett två", "tre fyra"]
    assert not any(text.startswith(" ") for text in texts(broken(8, TextRun("ett två tre fyra"))))


def test_line_breaks_of_the_sender_stay_also_empty_lines() -> None:
    assert texts(broken(20, TextRun("ett\ntvå\n\ntre"))) == ["ett", "två", "", "tre"]


def test_a_word_that_is_wider_than_a_line_is_broken_within() -> None:
    assert texts(broken(4, TextRun("abcdefghij"))) == ["abcd", "efgh", "ij"]


def test_a_long_word_begins_on_a_line_of_its_own_and_the_next_word_follows_its_end() -> None:
    assert [text.strip() for text in texts(broken(4, TextRun("x abcdef y")))] == ["x", "abcd", "ef y"]


def test_a_character_that_is_wider_than_a_line_stands_alone() -> None:
    assert texts(broken(0.5, TextRun("ab"))) == ["a", "b"]


def test_each_word_keeps_its_style() -> None:
    [line] = broken(20, TextRun("ett "), TextRun("två", BOLD))

    assert [run for run in line.runs if run.style == BOLD] == [TextRun("två", BOLD)]


def test_no_text_is_one_empty_line() -> None:
    assert texts(broken(20)) == [""]


@given(st.text(alphabet="ab \n", max_size=60), st.integers(1, 12))
def test_no_line_is_too_wide_and_no_word_is_lost(text: str, width: int) -> None:
    lines = broken(width, TextRun(text))

    assert all(len(line.rstrip()) <= width for line in texts(lines))
    assert "".join("".join(texts(lines)).split()) == "".join(text.split())


@given(st.text(alphabet="ab ", max_size=60), st.integers(1, 12))
def test_the_width_of_a_line_is_that_of_its_runs(text: str, width: int) -> None:
    for line in broken(width, TextRun(text)):
        assert line.width == sum(width_of(run) for run in line.runs)


@pytest.mark.parametrize(("limit", "start"), [(0, ""), (1, "a"), (3, "abc"), (7, "abcdefg"), (99, "abcdefg")])
def test_the_longest_start_that_fits_is_found(limit: int, start: str) -> None:
    assert longest_fitting_start("abcdefg", lambda text: len(text) <= limit) == start


def test_the_longest_start_is_found_with_few_measurements() -> None:
    measured: list[int] = []

    def fits(text: str) -> bool:
        measured.append(len(text))
        return len(text) <= 700

    assert len(longest_fitting_start("x" * 1_000_000, fits)) == 700
    assert len(measured) < 25
    assert max(measured) <= 1_024, "a text that goes on beyond the line is not measured as a whole"
