"""Paragraphs that an e-mail program broke into lines are whole again. Source: RFC 3676."""

import pytest

from sender.office.mime.text.flowed import join_flowed_lines


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ett \ntvå", "ett två"),
        ("ett\ntvå", "ett\ntvå"),
        ("ett \ntvå \ntre\nfyra", "ett två tre\nfyra"),
        ("ett \n\ntvå", "ett \ntvå"),
        ("", ""),
        ("\n\n", "\n\n"),
        (" Från början", "Från början"),
        (" > inget citat", "> inget citat"),
    ],
)
def test_a_line_that_ends_with_a_blank_goes_on(written: str, read: str) -> None:
    assert join_flowed_lines(written, delete_space=False) == read


def test_the_blank_goes_where_the_program_says_so() -> None:
    assert join_flowed_lines("för \nskole \nplats", delete_space=True) == "förskoleplats"
    assert join_flowed_lines("för \nskole", delete_space=False) == "för skole"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("> ett \n> två", "> ett två"),
        (">> ett \n>> två", ">> ett två"),
        ("> ett \n>> två", "> ett \n>> två"),
        ("> ett \ntvå", "> ett \ntvå"),
        (">\n> ett", ">\n> ett"),
        (">ett \n> två", "> ett två"),
    ],
)
def test_a_quotation_is_joined_at_its_own_depth(written: str, read: str) -> None:
    assert join_flowed_lines(written, delete_space=False) == read


def test_the_line_above_a_signature_stays_alone() -> None:
    text = "Hej \n-- \nKarin"

    assert join_flowed_lines(text, delete_space=False) == "Hej \n-- \nKarin"
    assert join_flowed_lines(text, delete_space=True) == "Hej\n-- \nKarin"


def test_a_text_without_broken_lines_is_unchanged() -> None:
    text = "Hej!\n\nDu har fått en plats.\n\nMvh\nKarin"

    assert join_flowed_lines(text, delete_space=False) == text
