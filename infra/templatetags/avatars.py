"""Initials and a colour for a name, so that rows can be told apart at a glance."""

from typing import Final
from zlib import crc32

from django import template

register = template.Library()

TONES: Final = 6
"""How many colours static/css/components.css has for avatars."""


@register.filter
def initials(name: str) -> str:
    """The first letters of the first and the last word: "Bolagsverket" as B, "Anna Test" as AT.

    Words without letters are left out, so that "Kommun A (test)" becomes KT and no bracket is shown.
    """
    letters = [letter for word in name.split() if (letter := _first_letter(word))]
    return "".join(letters[:1] + letters[1:][-1:]).upper() or "?"


@register.filter
def avatar_tone(name: str) -> int:
    """The number of the name's colour, 1 to 6: the same in every process and at every start."""
    return crc32(name.encode(errors="replace")) % TONES + 1


def _first_letter(word: str) -> str:
    return next((sign for sign in word if sign.isalpha()), "")
