"""Initials and colours of names."""

import re

import pytest
from django.conf import settings

from infra.templatetags.avatars import TONES, avatar_tone, initials


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Bolagsverket", "B"),
        ("Anna Test", "AT"),
        ("Anna Maria Test", "AT"),
        ("åsa öberg", "ÅÖ"),
        ("Kommun A (test)", "KT"),
        ("  Ek   Bygg AB ", "EA"),
        ("1177 Vårdguiden", "V"),
        ("", "?"),
        ("123", "?"),
    ],
)
def test_a_name_is_told_by_the_first_letters_of_its_first_and_last_word(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_a_name_has_the_same_colour_in_every_process() -> None:
    assert (avatar_tone("Kommun A"), avatar_tone("Bolagsverket")) == (avatar_tone("Kommun A"), 6)


def test_every_colour_is_used_and_drawn() -> None:
    drawn = re.findall(r"\.avatar--(\d) ", (settings.BASE_DIR / "static/css/components.css").read_text())

    assert {avatar_tone(f"Namn {number}") for number in range(100)} == set(range(1, TONES + 1))
    assert [int(number) for number in drawn] == list(range(1, TONES + 1))


def test_a_name_with_half_a_character_has_a_colour_too() -> None:
    assert 1 <= avatar_tone("\ud800") <= TONES
