"""One line of an index: what its columns may hold, and what is kept of a line that is refused."""

from __future__ import annotations

import pytest

from infra.message_rules.limits import MAX_REFERENCE
from infra.texts import EMPTY, Text
from sender.print_files.archive.index import lines
from sender.print_files.archive.index.lines import line_of, recipient_of, refused_line
from sender.print_files.archive.refusals import LineRefused
from tests import cast

GOOD = {"identitetsnummer": cast.ARVID, "pdf": "a.pdf", "rubrik": "Beslut"}


def problem_of(**change: str) -> Text:
    return line_of(1, {**GOOD, **change}).problem


def test_the_three_required_columns_are_a_letter() -> None:
    line = line_of(7, GOOD)

    assert line.problem == EMPTY
    assert (line.number, line.identity, line.recipient) == (7, cast.ARVID, cast.ARVID)
    assert (line.pdf, line.subject, line.protection_class) == ("a.pdf", "Beslut", 2)
    assert (line.body, line.reference, line.correlation_id) == ("", "", "")


def test_every_column_finds_its_place() -> None:
    more = {"text": "Hej!", "referens": "R-1", "korrelationsid": "ärende 7", "skyddsklass": "3"}

    line = line_of(1, {**GOOD, **more})

    assert (line.body, line.reference, line.correlation_id, line.protection_class) == (
        "Hej!",
        "R-1",
        "ärende 7",
        3,
    )


def test_a_column_that_is_no_column_changes_nothing() -> None:
    assert line_of(1, {**GOOD, "färg": "röd"}) == line_of(1, GOOD)


@pytest.mark.parametrize("missing", lines.REQUIRED)
@pytest.mark.parametrize("written", [None, "", " ", "\t\n"], ids=["no column", "empty", "blank", "white space"])
def test_a_required_column_without_a_value_is_named(missing: str, written: str | None) -> None:
    values = {name: value for name, value in GOOD.items() if name != missing}
    values |= {} if written is None else {missing: written}

    problem = line_of(1, values).problem

    named = "identitetsnumret" if missing == "identitetsnummer" else missing
    assert problem.swedish.startswith(named)
    assert problem.english != problem.swedish


@pytest.mark.parametrize(
    ("column", "limit"),
    [("rubrik", 255), ("text", 20_000), ("referens", MAX_REFERENCE), ("korrelationsid", 100)],
)
def test_a_column_holds_so_many_characters_and_no_more(column: str, limit: int) -> None:
    assert problem_of(**{column: "å" * limit}) == EMPTY

    problem = problem_of(**{column: "å" * (limit + 1)})
    assert problem.swedish == f"{column} har {limit + 1} tecken; högst {limit} får plats. Korta ner innehållet"
    assert problem.english == f"{column} has {limit + 1} characters; at most {limit} fit. Shorten it"


@pytest.mark.parametrize("column", ["rubrik", "text", "referens", "korrelationsid", "pdf"])
@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe", "\ufdd0\x01", "\ud800"], ids=repr)
def test_a_character_that_no_xml_can_carry_is_named_by_its_number(column: str, character: str) -> None:
    problem = problem_of(**{column: f"x{character}x"})

    assert f"{column} innehåller styrtecknet U+" in problem.swedish
    assert f"{column} contains the control character U+" in problem.english


@pytest.mark.parametrize("text", ["rad 1\nrad 2", "flik\there", "😀", "عربى", "\u202e", "<b>&amp;"])
def test_a_text_may_hold_every_character_that_xml_can_carry(text: str) -> None:
    assert line_of(1, {**GOOD, "text": text}).body == text


def test_white_space_around_is_cut_and_that_of_a_subject_is_made_single() -> None:
    line = line_of(
        1,
        {**GOOD, "rubrik": "  Ett \n be\u00adslut\t\u2060 till\u00a0dig ", "referens": " R-1 ", "text": " hej \n"},
    )

    assert (line.subject, line.reference, line.body) == ("Ett beslut till dig", "R-1", "hej")


@pytest.mark.parametrize(("written", "protection_class"), [("", 2), (" ", 2), ("2", 2), (" 3 ", 3)])
def test_a_protection_class_is_two_unless_it_is_three(written: str, protection_class: int) -> None:
    assert line_of(1, {**GOOD, "skyddsklass": written}).protection_class == protection_class


@pytest.mark.parametrize("written", ["0", "4", "2.5", "två", "-2", "２", "9" * 1_000, "2;3"])
def test_another_protection_class_is_refused_and_shown_in_short(written: str) -> None:
    problem = problem_of(skyddsklass=written)

    assert "den ska vara 2 eller 3" in problem.swedish
    assert "it must be 2 or 3" in problem.english
    assert len(problem.swedish) < 100


def test_a_notification_is_sent_to_where_notifications_go() -> None:
    assert "Notification, distribute" in problem_of(skyddsklass="1").swedish


@pytest.mark.parametrize(
    "written",
    [
        "192705178354",
        "’192705178354",
        "1927-05-17-8354",
        "19270517-8354",
        "19270517\u20118354",
        "19270517\u22128354",
        "1927\u00a00517\u202f8354",
        "\t192705178354\n",
    ],
    ids=repr,
)
def test_hyphens_and_gaps_of_word_processors_do_not_matter(written: str) -> None:
    assert recipient_of(written) == cast.ARVID


@pytest.mark.parametrize(
    "written", ["", "0", "abc", "19270517835", "192705178355", "９" * 12, "9" * 5_000, "\x00"]
)
def test_a_number_that_is_none_is_refused_with_how_to_write_it(written: str) -> None:
    with pytest.raises(LineRefused) as refusal:
        recipient_of(written)

    assert refusal.value.text.swedish.endswith("Skriv ÅÅÅÅMMDDNNNN, eller 16 och organisationsnumret")
    assert refusal.value.text.english.endswith("Write YYYYMMDDNNNN, or 16 and the organisation number")


def test_a_refused_line_keeps_what_the_sender_knows_it_by() -> None:
    line = refused_line(3, Text("fel", "wrong"), {**GOOD, "referens": " R-1 "})

    assert (line.number, line.identity, line.pdf, line.reference) == (3, cast.ARVID, "a.pdf", "R-1")
    assert (line.recipient, line.subject, line.problem.english) == ("", "", "wrong")


def test_a_refused_line_keeps_no_more_than_can_be_stored_and_printed() -> None:
    wrong = {"identitetsnummer": "9" * 5_000, "pdf": "\x00" * 5_000, "referens": "x\x0b" * 5_000}

    line = refused_line(1, Text("fel", "wrong"), wrong)

    assert len(line.identity) == lines.MAX_IDENTITY
    assert len(line.reference) == lines.MAX_KEPT_REFERENCE
    assert set(line.pdf) == {"\ufffd"}
    assert "\x0b" not in line.reference


def test_a_refused_line_without_any_column_is_a_line_all_the_same() -> None:
    line = refused_line(1, Text("fel", "wrong"), {})

    assert (line.identity, line.pdf, line.reference) == ("", "", "")
