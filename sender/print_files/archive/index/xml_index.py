"""An index as XML, read letter by letter. index.xsd describes it.

Blanks before it, and the Ctrl-Z or NUL with which old programs fill the last block, are left out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Final

from lxml import etree

from infra.soap.messages.syntax_errors import explain_syntax_error
from infra.texts import EMPTY, Text
from sender.print_files.archive.index import lines
from sender.print_files.archive.index.lines import COLUMNS, IndexLine
from sender.print_files.archive.refusals import PrintFileRefused

NAMESPACE: Final = "urn:mina-meddelanden-simulator:utskriftsfil:1"
ROOT: Final = f"{{{NAMESPACE}}}utskriftsfil"
LETTER: Final = f"{{{NAMESPACE}}}brev"
SCHEMA: Final = Path(__file__).with_name("index.xsd")
MAX_ELEMENTS: Final = 1_000
"""In one <brev>, which is held in memory. It has seven; a line with a few more is refused by itself."""
_PADDING: Final = b"\x1a\0 \t\r\n"
_MAX_HELD: Final = 1_048_576
"""Bytes of padding. What follows more of it is no end of a file."""
_ENTITY_NAME: Final = re.compile(r"'(\w{1,40})'")


def read_lines(stream: IO[bytes], name: str = "index.xml") -> Iterator[IndexLine]:
    """The letters, one for each <brev>, as they are read. `name` is the file's, for messages.

    Raises:
        PrintFileRefused: not well-formed, a DTD, not our root element, or a <brev> without end.
    """
    events = etree.iterparse(
        _WithoutPadding(stream),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        yield from _letters(events)
    except etree.XMLSyntaxError as problem:
        if entity := _undeclared_entity(events.error_log):
            raise _unknown_entity(name, entity) from problem
        raise _not_well_formed(name, problem) from problem


def _undeclared_entity(log: Iterable[etree._LogEntry]) -> str | None:
    """The name of the first such entity, which lxml has in the message alone."""
    messages = (entry.message for entry in log if entry.type == etree.ErrorTypes.ERR_UNDECLARED_ENTITY)
    found = (_ENTITY_NAME.search(message) for message in messages)
    return next((match[1] for match in found if match), None)


class _WithoutPadding:
    """A stream of bytes without the padding at its two ends."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._held = b""
        self._has_begun = self._is_wide = False

    def read(self, size: int = -1) -> bytes:
        while piece := self._stream.read(size):
            if kept := self._without_padding(self._held + piece):
                return kept
        return b""

    def _without_padding(self, piece: bytes) -> bytes:
        if not self._has_begun:
            # Of UTF-16, a NUL at the end is half a character.
            self._is_wide = piece.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in piece[:4]
            piece = piece if self._is_wide else piece.lstrip(_PADDING)
            self._has_begun = bool(piece)
        kept = piece if self._is_wide or len(piece) > _MAX_HELD else piece.rstrip(_PADDING)
        self._held = piece[len(kept) :]
        return kept


def _unknown_entity(name: str, entity: str) -> PrintFileRefused:
    return PrintFileRefused(
        f"{name} har koden &{entity}; som XML inte känner till. Skriv tecknet självt i stället, och skicka "
        "utskriftsfilen på nytt; inget har skickats.",
        f"{name} has the code &{entity}; which XML does not know. Write the character itself, and send the print "
        "file again; nothing was sent.",
    )


def _not_well_formed(name: str, problem: etree.XMLSyntaxError) -> PrintFileRefused:
    line, column = problem.position
    mistake = explain_syntax_error(problem)
    return PrintFileRefused(
        f"{name} är inte välformad XML: felet märks på rad {line}, kolumn {column}. Rätta filen där eller strax "
        f"före, och skicka utskriftsfilen på nytt; inget har skickats. XML-läsaren säger: ”{mistake.swedish}”.",
        f"{name} is not well-formed XML: the mistake shows at line {line}, column {column}. Correct it there or "
        "shortly before, and send the print file again; nothing was sent. The XML reader says: "
        f"“{mistake.english}”.",
    )


def _letters(events: "etree.iterparse[tuple[str, etree._Element]]") -> Iterator[IndexLine]:
    root: etree._Element | None = None
    number = begun = 0
    for event, element in events:
        if root is None:
            root = element
            _require_our_root(root)
        elif event == "start":
            begun += 1
            _require_few_elements(begun, number + 1)
        elif element.getparent() is root:
            number, begun = number + 1, 0
            yield _line(number, element)
            # What has been read must not stay in memory.
            element.clear()
            while root[0] is not element:
                del root[0]


def _require_our_root(root: etree._Element) -> None:
    if root.getroottree().docinfo.doctype:
        raise PrintFileRefused(
            "Indexet har en DTD (<!DOCTYPE>), som kan dra in annat innehåll. Ta bort den.",
            "The index has a DTD (<!DOCTYPE>), which could draw in other content. Remove it.",
        )
    if root.tag != ROOT:
        raise PrintFileRefused(
            f'Indexets rot är <{root.tag!s}>; den ska vara <utskriftsfil xmlns="{NAMESPACE}">.',
            f'The root of the index is <{root.tag!s}>; it must be <utskriftsfil xmlns="{NAMESPACE}">.',
        )


def _require_few_elements(elements: int, number: int) -> None:
    if elements > MAX_ELEMENTS:
        raise PrintFileRefused(
            f"Brev nummer {number} i indexet har mer än {MAX_ELEMENTS} element. Fattas ett </brev>? "
            "Inget har skickats.",
            f"Letter number {number} of the index has more than {MAX_ELEMENTS} elements. Is a </brev> missing? "
            "Nothing was sent.",
        )


def _line(number: int, letter: etree._Element) -> IndexLine:
    values: dict[str, str] = {}
    problem = _read_into(values, letter)
    if problem:
        return lines.refused_line(number, problem, values)
    return lines.line_of(number, values)


def _read_into(values: dict[str, str], letter: etree._Element) -> Text:
    """Fill in what the letter's elements say; returns what is first wrong with them, or the empty text."""
    if letter.tag != LETTER:
        return Text(f"elementet är <{letter.tag!s}>, inte <brev>", f"the element is <{letter.tag!s}>, not <brev>")
    first = EMPTY
    for child in letter:
        name = _column(child)
        if problem := _problem(name, child, values):
            first = first or problem
        else:
            values[name] = child.text or ""
    return first


def _column(child: etree._Element) -> str:
    qualified = etree.QName(child) if isinstance(child.tag, str) else None
    return qualified.localname if qualified is not None and qualified.namespace == NAMESPACE else str(child.tag)


def _problem(name: str, child: etree._Element, values: Mapping[str, str]) -> Text:
    if name not in COLUMNS:
        known = ", ".join(COLUMNS)
        return Text(
            f"elementet <{name}> finns inte; de som finns är {known}", f"there is no <{name}>; there are {known}"
        )
    if name in values:
        return Text(f"elementet <{name}> står två gånger", f"the element <{name}> stands twice")
    if len(child):
        return Text(f"elementet <{name}> ska bara ha text", f"the element <{name}> must hold text only")
    return EMPTY
