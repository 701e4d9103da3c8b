"""A sender's address register as a file: CSV with a heading, one recipient a line.

    recipient;email;mobile;confirmed_on
    19810105-2382;anna@example.org;070-174 06 05;2026-03-01

Comma or semicolon, UTF-8 with or without a byte order mark. All errors are reported, each with its line.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from formedlare.sender_settings import contacts
from formedlare.sender_settings.contacts import Contact
from infra.errors import InvalidInput
from infra.identity.reading import read_recipient
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues

COLUMNS: Final = ("recipient", "email", "mobile", "confirmed_on")
REQUIRED: Final = ("recipient", "confirmed_on")
MAX_HEADING: Final = 200
"""Characters of the file's own heading that a refusal repeats."""


@dataclass(frozen=True)
class ContactFile:
    """The lines of a file."""

    contacts: list[Contact]
    numbers: list[int]
    """Of their lines in the file, the heading's being 1."""


def read_contact_file(content: bytes) -> ContactFile:
    """Read the whole file. Empty lines are passed over.

    Raises:
        InvalidValues: it is not UTF-8, not CSV, or has another heading; or lines are wrong: which and why.
        MaximumExceeded: it has more lines than one request may have.
    """
    lines = _lines(content)
    contacts.require_few(len(lines))
    found, wrong = list[Contact](), list[InvalidValue]()
    for place, (number, values) in enumerate(lines):
        try:
            found.append(read_contact(values))
        except InvalidValues as refusal:
            wrong += [contacts.on_line(number, _at(place, value)) for value in refusal.values]
    if wrong:
        raise InvalidValues(wrong[: contacts.MAX_ERRORS])
    return ContactFile(found, [number for number, _ in lines])


def read_contact(values: Mapping[str, str]) -> Contact:
    """Read one line from its values by column, as people write them.

    Raises:
        InvalidValues: those that are wrong, and why.
    """
    read, wrong = dict[str, Any](), list[InvalidValue]()
    for name, reader in _READERS.items():
        try:
            read[name] = reader(values.get(name, ""))
        except InvalidInput as refusal:
            wrong.append(InvalidValue((name,), refusal.text))
    if wrong:
        raise InvalidValues(wrong)
    try:
        contacts.require_way(read["email"], read["mobile"])
    except InvalidInput as refusal:
        raise InvalidValues([InvalidValue((), refusal.text)]) from refusal
    return Contact(**read)


_READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "recipient": lambda written: read_recipient(written).value,
    "email": contacts.read_email,
    "mobile": contacts.read_mobile,
    "confirmed_on": contacts.read_day,
}


def _at(place: int, value: InvalidValue) -> InvalidValue:
    return InvalidValue((place, *value.path), value.text)


def _lines(content: bytes) -> list[tuple[int, dict[str, str]]]:
    """Number and values by column of each line beneath the heading."""
    rows = csv.reader(io.StringIO(_text_of(content)), delimiter=_delimiter_of(content))
    try:
        heading = [name.strip().lower() for name in next(rows, [])]
        _require_columns(heading)
        lines = [(rows.line_num, row) for row in rows if any(value.strip() for value in row)]
    except csv.Error as problem:
        raise _refused(rows.line_num, Text(f"inte CSV: {problem}", f"not CSV: {problem}")) from problem
    _require_width(lines, len(heading))
    return [(number, dict(zip(heading, map(str.strip, row), strict=True))) for number, row in lines]


def _text_of(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        text = Text(
            "filen är inte i UTF-8 från den här raden; spara den som ”CSV UTF-8”",
            "the file is not UTF-8 from this line on; save it as “CSV UTF-8”",
        )
        raise _refused(content.count(b"\n", 0, problem.start) + 1, text) from problem


def _delimiter_of(content: bytes) -> str:
    heading = content.split(b"\n", 1)[0]
    return ";" if heading.count(b";") >= heading.count(b",") else ","


def _require_columns(heading: Sequence[str]) -> None:
    is_known = all(name in COLUMNS for name in heading) and len(set(heading)) == len(heading)
    if is_known and all(name in heading for name in REQUIRED):
        return
    found, expected = ", ".join(heading)[:MAX_HEADING] or "-", ", ".join(COLUMNS)
    text = Text(
        f"rubriken är {found}; kolumnerna ska vara {expected} (email eller mobile kan utelämnas)",
        f"the heading is {found}; the columns must be {expected} (email or mobile may be left out)",
    )
    raise _refused(1, text)


def _require_width(lines: Sequence[tuple[int, Sequence[str]]], width: int) -> None:
    if wrong := list(_of_other_width(lines, width)):
        raise InvalidValues(wrong[: contacts.MAX_ERRORS])


def _of_other_width(lines: Sequence[tuple[int, Sequence[str]]], width: int) -> Iterator[InvalidValue]:
    for number, row in lines:
        if len(row) != width:
            text = Text(f"har {len(row)} värden, inte {width}", f"has {len(row)} values, not {width}")
            yield _whole_line(number, text)


def _refused(number: int, text: Text) -> InvalidValues:
    return InvalidValues([_whole_line(number, text)])


def _whole_line(number: int, text: Text) -> InvalidValue:
    return InvalidValue((number,), Text(f"rad {number}: ", f"line {number}: ") + text)
