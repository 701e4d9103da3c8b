"""Mobile numbers as people write them, and as SMS needs them."""

import re
from typing import Final

_SEPARATORS: Final = re.compile(r"[\s\-()./\u2010-\u2015]")
_SWEDISH: Final = re.compile(r"\+467[0-9]{8}")
"""Source: the Swedish numbering plan, national destination codes 70, 72, 73, 76 and 79."""
_FOREIGN: Final = re.compile(r"\+(?!46)[1-9][0-9]{7,14}")
"""Source: ITU-T E.164, at most fifteen digits."""


class InvalidMobileNumber(ValueError):
    """The text is no Swedish mobile number, and no number with another country's code."""


def written_number(number: str) -> str:
    """+46701740605 as people in Sweden write it, 070-174 06 05; any other number as it is."""
    if not _SWEDISH.fullmatch(number):
        return number
    digits = "0" + number.removeprefix("+46")
    return f"{digits[:3]}-{digits[3:6]} {digits[6:8]} {digits[8:]}"


def international_number(written: str) -> str:
    """The number in the form of ITU-T E.164, +46701740605, however it was written: 070-174 06 05, 0046 70 ….

    Raises:
        InvalidMobileNumber: it is no Swedish mobile number and has no country code.
    """
    digits = _SEPARATORS.sub("", written)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("0"):
        digits = "+46" + digits[1:]
    if digits.startswith("+460"):
        # +46 (0)70-174 06 05: the zero is for calls within the country.
        digits = "+46" + digits[4:]
    if not (_SWEDISH.fullmatch(digits) or _FOREIGN.fullmatch(digits)):
        raise InvalidMobileNumber(written)
    return digits
