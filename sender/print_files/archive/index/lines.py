"""A letter of the index: its columns, and what each of them may hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from infra.identity import IdentityError, RecipientId
from infra.identity.explanations import explain_mistake
from infra.identity.numbers import GAPS, HYPHENS
from infra.message_rules.limits import MAX_REFERENCE
from infra.texts import EMPTY, Text
from infra.validation.name_characters import TURNS
from sender.coded_twice import read_coded_twice
from sender.print_files.archive.index import cells
from sender.print_files.archive.refusals import LineRefused
from sender.print_files.archive.zips import zip_names

IDENTITY, PDF, SUBJECT = "identitetsnummer", "pdf", "rubrik"
BODY, REFERENCE, CORRELATION, CLASS = "text", "referens", "korrelationsid", "skyddsklass"
REQUIRED: Final = (IDENTITY, PDF, SUBJECT)
COLUMNS: Final = (*REQUIRED, BODY, REFERENCE, CORRELATION, CLASS)

MAX_IDENTITY: Final = 40
MAX_KEPT_REFERENCE: Final = 100
"""Characters. The sender finds a refused line by them."""
MAX_LENGTHS: Final = {
    PDF: zip_names.MAX_NAME,
    SUBJECT: 255,
    BODY: 20_000,
    REFERENCE: MAX_REFERENCE,
    CORRELATION: 100,
}
"""Characters. The subject's is the contract's (Message v3), the others are ours."""
CLASSES: Final = {"": 2, "2": 2, "3": 3}
_WHOLE: Final = re.compile(r"(\d)[.,]0+")
"""A class as a spreadsheet writes it in a column of numbers."""
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document can hold. Source: XML 1.0, production 2 (Char)."""
_TURNS: Final = re.compile(f"[{TURNS}]")
_UNSEEN: Final = re.compile(f"[\u00ad\u200b\u2060\ufeff{TURNS}]")
"""Marks that turn the direction of what stands around a subject, and such as nobody sees."""
_NO_FRACTION: Final = re.compile(r"(?<=\d{10})[.,]0+\Z")
_ROUNDED: Final = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,3}", re.IGNORECASE)
"""How spreadsheets write large numbers."""
_IN_GROUPS: Final = re.compile(r"\d{1,3}(?:([.,'’])\d{3})(?:\1\d{3}){2,}")
"""How spreadsheets set a large number apart: 192,705,178,354."""
_NOUGHT_LOST: Final = Text(
    ": nollan i början har fallit bort, om ett kalkylprogram har gjort ett tal av det",
    ": the nought at its beginning is gone, if a spreadsheet has made a number of it",
)
_APOSTROPHES: Final = "'’‘´`"
"""What people write before a number that is to stay text, and what word processors make of it."""


@dataclass(frozen=True)
class IndexLine:
    """One letter of the index, as far as it was understood."""

    number: int
    """1 for the first."""
    identity: str = ""
    """As written."""
    recipient: str = ""
    """Twelve digits."""
    pdf: str = ""
    subject: str = ""
    body: str = ""
    reference: str = ""
    correlation_id: str = ""
    protection_class: int = 2
    problem: Text = EMPTY
    """Why it cannot be sent; empty when it can."""


def line_of(number: int, values: Mapping[str, str]) -> IndexLine:
    """The letter that the columns describe; one that cannot be sent says why in `problem`."""
    try:
        return _valid_line(number, values.get(IDENTITY, ""), values)
    except LineRefused as refusal:
        return refused_line(number, refusal.text, values)


def refused_line(number: int, problem: Text, values: Mapping[str, str]) -> IndexLine:
    """A letter that cannot be sent, with what the sender knows it by."""
    return IndexLine(
        number,
        _shown(values.get(IDENTITY, ""), MAX_IDENTITY),
        pdf=_shown(values.get(PDF, ""), MAX_LENGTHS[PDF]),
        reference=_shown(values.get(REFERENCE, "").strip(), MAX_KEPT_REFERENCE),
        problem=problem,
    )


def _shown(text: str, limit: int) -> str:
    """The part of a wrong text that can be stored and printed."""
    return _NOT_XML.sub("\ufffd", text)[:limit]


def _valid_line(number: int, identity: str, values: Mapping[str, str]) -> IndexLine:
    texts = {name: _text(name, values.get(name, "")) for name in MAX_LENGTHS}
    for name in (PDF, SUBJECT):
        if not texts[name]:
            raise LineRefused(
                f"{name} är tomt; det måste stå något där", f"{name} is empty; it must hold something"
            )
    return IndexLine(
        number=number,
        identity=identity[:MAX_IDENTITY],
        recipient=recipient_of(identity),
        pdf=zip_names.comparable_name(texts[PDF]).removeprefix("./"),
        subject=" ".join(_UNSEEN.sub("", texts[SUBJECT]).split()),
        body=texts[BODY],
        reference=texts[REFERENCE],
        correlation_id=texts[CORRELATION],
        protection_class=_protection_class(values.get(CLASS, "")),
    )


def _text(name: str, value: str) -> str:
    value = value.strip() if name == PDF else read_coded_twice(value.strip())
    if problem := cells.find_problem(name, value):
        raise LineRefused(*problem)
    if len(value) > MAX_LENGTHS[name]:
        raise LineRefused(
            f"{name} har {len(value)} tecken; högst {MAX_LENGTHS[name]} får plats. Korta ner innehållet",
            f"{name} has {len(value)} characters; at most {MAX_LENGTHS[name]} fit. Shorten it",
        )
    if found := _NOT_XML.search(value):
        raise LineRefused(
            f"{name} innehåller styrtecknet U+{ord(found[0]):04X}, som inget meddelande kan bära. Ta bort det",
            f"{name} contains the control character U+{ord(found[0]):04X}, which no message can carry. Remove it",
        )
    return value


def _protection_class(text: str) -> int:
    text = _WHOLE.sub(r"\1", text.strip())
    if text in CLASSES:
        return CLASSES[text]
    if text == "1":
        raise LineRefused(
            "skyddsklass 1 är notifieringar, som inte har någon PDF. Sänd dem med Notification, distribute",
            "protection class 1 is notifications, which have no PDF. Send them by Notification, distribute",
        )
    raise LineRefused(
        f"skyddsklass är {text[:20]!r}; den ska vara 2 eller 3, eller tom (2)",
        f"skyddsklass is {text[:20]!r}; it must be 2 or 3, or empty (2)",
    )


def recipient_of(text: str) -> str:
    """The twelve digits of a person's, coordination or organisation number as people write it.

    Raises:
        LineRefused: it is none, and why not.
    """
    number = HYPHENS.sub("-", _TURNS.sub("", GAPS.sub("", text)))
    number = _NO_FRACTION.sub("", number.lstrip(_APOSTROPHES))
    if _ROUNDED.fullmatch(number):
        raise _rounded(number[:MAX_IDENTITY])
    if spoilt := cells.find_problem(IDENTITY, number):
        raise LineRefused(*spoilt)
    if _IN_GROUPS.fullmatch(number):
        number = re.sub(r"\D", "", number)
    try:
        return RecipientId.parse(number).value
    except IdentityError as problem:
        swedish, english = explain_mistake(number, problem)
        if _has_lost_nought(number):
            swedish, english = swedish + _NOUGHT_LOST.swedish, english + _NOUGHT_LOST.english
        raise LineRefused(
            f"identitetsnumret {swedish}. Skriv ÅÅÅÅMMDDNNNN, eller 16 och organisationsnumret",
            f"the identity number {english}. Write YYYYMMDDNNNN, or 16 and the organisation number",
        ) from problem


def _has_lost_nought(number: str) -> bool:
    """Whether a spreadsheet may have taken away what the number begins with."""
    return number.isascii() and number.isdigit() and len(number) in (7, 8, 9)


def _rounded(number: str) -> LineRefused:
    return LineRefused(
        f"identitetsnumret är {number}: ett kalkylprogram har gjort ett tal av det, och de sista siffrorna kan "
        "vara borta. Markera kolumnen, välj formatet Text (Formatera celler), skriv in eller klistra in numren på "
        "nytt, och spara som CSV UTF-8",
        f"the identity number is {number}: a spreadsheet has made a number of it, and its last digits may be "
        "gone. Select the column, choose the format Text (Format cells), enter or paste the numbers again, and "
        "save as CSV UTF-8",
    )
