"""An index as XML, read letter by letter. index.xsd describes it."""

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from lxml import etree

from sender.print_files.archive import lines
from sender.print_files.archive.lines import COLUMNS, Line
from sender.print_files.archive.refusals import Refused

NAMESPACE: Final = "urn:mina-meddelanden-simulator:utskriftsfil:1"
ROOT: Final = f"{{{NAMESPACE}}}utskriftsfil"
LETTER: Final = f"{{{NAMESPACE}}}brev"
SCHEMA: Final = Path(__file__).with_name("index.xsd")
MOST_ELEMENTS: Final = 1_000
"""In one <brev>, which is held in memory. It has seven; what is wrong with a few more is told of its line."""
_POSITION: Final = re.compile(r", line \d+, column \d+$")


def read(stream: io.RawIOBase, name: str = "index.xml") -> Iterator[Line]:
    """The letters, one for each <brev>, as they are read. `name` is the file's, for those who must correct it.

    Raises:
        Refused: not well-formed, a DTD, not our root element, or a <brev> without end.
    """
    events = etree.iterparse(
        stream,
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
        raise _not_well_formed(name, problem) from problem


def _not_well_formed(name: str, problem: etree.XMLSyntaxError) -> Refused:
    line, column = problem.position
    words = _POSITION.sub("", problem.msg or "unknown").replace(" | ", " / ")
    return Refused(
        f"{name} är inte välformad XML: felet märks på rad {line}, kolumn {column}. Rätta filen där eller strax "
        f"före, och skicka utskriftsfilen på nytt; inget har skickats. XML-läsaren säger: ”{words}”.",
        f"{name} is not well-formed XML: the mistake shows at line {line}, column {column}. Correct it there or "
        f"shortly before, and send the print file anew; nothing was sent. The XML reader says: “{words}”.",
    )


def _letters(events: "etree.iterparse[tuple[str, etree._Element]]") -> Iterator[Line]:
    root: etree._Element | None = None
    number = begun = 0
    for event, element in events:
        if root is None:
            root = element
            _require_ours(root)
        elif event == "start":
            begun += 1
            _require_few(begun, number + 1)
        elif element.getparent() is root:
            number, begun = number + 1, 0
            yield _line(number, element)
            # What has been read must not stay in memory.
            element.clear()
            while root[0] is not element:
                del root[0]


def _require_ours(root: etree._Element) -> None:
    if root.getroottree().docinfo.doctype:
        raise Refused(
            "Indexet har en DTD (<!DOCTYPE>), som kan dra in annat innehåll. Ta bort den.",
            "The index has a DTD (<!DOCTYPE>), which could draw in other content. Remove it.",
        )
    if root.tag != ROOT:
        raise Refused(
            f'Indexets rot är <{root.tag!s}>; den ska vara <utskriftsfil xmlns="{NAMESPACE}">.',
            f'The root of the index is <{root.tag!s}>; it must be <utskriftsfil xmlns="{NAMESPACE}">.',
        )


def _require_few(elements: int, number: int) -> None:
    if elements > MOST_ELEMENTS:
        raise Refused(
            f"Brev nummer {number} i indexet har mer än {MOST_ELEMENTS} element. Fattas ett </brev>? "
            "Inget har skickats.",
            f"Letter number {number} of the index has more than {MOST_ELEMENTS} elements. Is a </brev> missing? "
            "Nothing was sent.",
        )


def _line(number: int, letter: etree._Element) -> Line:
    values: dict[str, str] = {}
    problem = _read_into(values, letter)
    if problem:
        return lines.bad(number, problem, values)
    return lines.read(number, values)


def _read_into(values: dict[str, str], letter: etree._Element) -> str:
    """Fill in what the letter's elements say; returns what is first wrong with them."""
    if letter.tag != LETTER:
        return f"elementet är <{letter.tag!s}>, inte <brev> | the element is <{letter.tag!s}>, not <brev>"
    first = ""
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


def _problem(name: str, child: etree._Element, values: Mapping[str, str]) -> str:
    if name not in COLUMNS:
        known = ", ".join(COLUMNS)
        return f"elementet <{name}> finns inte; de som finns är {known} | there is no <{name}>; there are {known}"
    if name in values:
        return f"elementet <{name}> står två gånger | the element <{name}> stands twice"
    if len(child):
        return f"elementet <{name}> ska bara ha text | the element <{name}> must hold text only"
    return ""
