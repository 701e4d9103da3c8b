"""Persons' numbers in lines of the log: the last four digits are left out."""

import logging
import re
from typing import Final

DJANGO: Final = "django."
"""Django's loggers name the address of what they answer with an error, and it may hold a number."""
_PERSON: Final = re.compile(r"(?<!\d)(?!16\d)(\d{2})?(\d{6})[-+]?\d{4}(?!\d)")
"""A person's number as people write it: with or without century and hyphen."""
_FIRST_ORGANISATION_MONTH: Final = 20
"""The third digit of an organisation number is 2 or more, where a person's has the month."""


def mask_numbers(text: str) -> str:
    """The text with the last four digits of each person's number as asterisks."""
    return _PERSON.sub(_masked_number, text)


class MaskNumbers(logging.Filter):
    """Masks what Django logs. It lets every line through."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith(DJANGO):
            record.msg, record.args = mask_numbers(record.getMessage()), ()
        return True


def _masked_number(match: re.Match[str]) -> str:
    century, date = match[1] or "", match[2]
    if not century and int(date[2:4]) >= _FIRST_ORGANISATION_MONTH:
        return match[0]
    return f"{century}{date}****"
