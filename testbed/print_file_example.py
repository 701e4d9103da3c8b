"""An example of a print file: an index and real PDFs to test people and companies who all get their letters.

It leaves out people at operators that never answer, since such a file takes a day to finish, and people who can
get neither mail nor paper: those with protected identity, the deceased, and those without an address.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Final

from fpdf import FPDF
from lxml import etree

from testbed import world
from testbed.world import actors

COLUMNS: Final = ("identitetsnummer", "pdf", "rubrik", "text", "referens", "korrelationsid", "skyddsklass")
NAMESPACE: Final = "urn:mina-meddelanden-simulator:utskriftsfil:1"
MADE_AT: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""Always the same moment, so that the same number of letters gives the same file."""


@dataclass(frozen=True)
class ExampleLetter:
    """One letter of the example."""

    number: int
    recipient: str
    name: str

    @property
    def pdf(self) -> str:
        return f"brev/{self.number:07}.pdf"

    def row(self) -> tuple[str, ...]:
        """The line of the index."""
        subject = f"Beslut nummer {self.number}"
        return (
            self.recipient,
            self.pdf,
            subject,
            f"Hej {self.name}! {subject} bifogas.",
            f"EX-{self.number}",
            "",
            "2",
        )


def write_print_file(path: Path, count: int, *, as_xml: bool = False) -> None:
    """Write a file of `count` letters, always the same one."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for letter in example_letters(count):
            archive.writestr(_entry(letter.pdf), _pdf(letter))
        name, index = ("index.xml", _xml(count)) if as_xml else ("index.csv", _csv(count))
        archive.writestr(_entry(name), index, compress_type=zipfile.ZIP_DEFLATED)


def example_letters(count: int) -> Iterator[ExampleLetter]:
    """Letters to the test people in turn."""
    for number, recipient in zip(range(1, count + 1), cycle(_recipients()), strict=False):
        yield ExampleLetter(number, recipient.number, recipient.name)


def _recipients() -> list[world.WorldHolder]:
    persons = [who for who in world.named_persons() if not who.protected and who.deceased_on is None]
    everybody: list[world.WorldHolder] = [*persons, *world.list_companies()]
    return [who for who in everybody if _gets_letters(who)]


def _gets_letters(who: world.WorldHolder) -> bool:
    """An operator that answers has the mailbox, or paper can be sent."""
    return who.operator in actors.OPERATORS if who.operator else bool(who.street)


def _entry(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, date_time=MADE_AT.timetuple()[:6])
    made.compress_type = zipfile.ZIP_DEFLATED
    return made


def _pdf(letter: ExampleLetter) -> bytes:
    page = FPDF(format="A4")
    page.set_creation_date(MADE_AT)
    page.add_page()
    page.set_font("Helvetica", "B", 16)
    page.cell(text=letter.row()[2])
    page.ln(14)
    page.set_font("Helvetica", size=11)
    page.multi_cell(
        w=0, text=f"{letter.name}\n\nDet här är ett exempelbrev ur en utskriftsfil, nummer {letter.number}."
    )
    return bytes(page.output())


def _csv(count: int) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerows(letter.row() for letter in example_letters(count))
    return out.getvalue()


def _xml(count: int) -> bytes:
    root = etree.Element(f"{{{NAMESPACE}}}utskriftsfil", nsmap={None: NAMESPACE})
    for letter in example_letters(count):
        element = etree.SubElement(root, f"{{{NAMESPACE}}}brev")
        for name, value in zip(COLUMNS, letter.row(), strict=True):
            if value:
                etree.SubElement(element, f"{{{NAMESPACE}}}{name}").text = value
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
