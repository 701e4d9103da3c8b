"""A print file: its directory, its index, and the letters in it."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import BinaryIO, Final

from infra.message_rules.file_types import ContentKind, ending_of, recognise_content, without_prefix
from infra.message_rules.other_content import describe_content
from infra.validation.name_characters import TURNING
from sender.coded_twice import read_coded_twice
from sender.print_files.archive.index import csv_index, encoding, xml_index
from sender.print_files.archive.index.lines import IndexLine
from sender.print_files.archive.refusals import LineRefused, PrintFileRefused
from sender.print_files.archive.zips import zip_entries
from sender.print_files.archive.zips.zip_directory import ZipDirectory
from sender.print_files.archive.zips.zip_entries import Damaged, ZipEntry, damage_named, stream_of

MAX_PDF_BYTES: Final = 7_000_000
"""Bytes. For paper: what goes into a mailbox must fit into a SOAP message of 2 MiB (wire.md, Transport).
In base64 the PDF is one text of an XML document, of which libxml2 reads 10,000,000 characters."""
NAMES: Final = ("index.csv", "index.xml")
AS_TEXT: Final = ("index.txt", "index.tsv", ".csv.txt", ".xml.txt")
"""What Excel calls a table that it saves as "Unicode text", and Notepad one whose ending is hidden."""
SPREADSHEETS: Final = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers")
_MARKS_OF_SPREADSHEETS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""The beginnings of Excel's files, which nobody makes text by calling them .csv."""
_PDF_ENDS_WITHIN: Final = 1_024
"""Bytes. Source: ISO 32000-1, annex H.3, note 18."""
_PADDING: Final = b"\0\t\n\f\r\x1a "
"""Padding that systems with blocks of a fixed size write after the end, and that viewers ignore."""
_ON_A_MACHINE: Final = re.compile(r"[a-z]:/|/|file:", re.IGNORECASE)
"""The beginning of a path as a program of the sender's writes it, which leads to no file of the ZIP."""
_PIECES_A_TICK: Final = 1_000


def index_of(directory: ZipDirectory) -> ZipEntry:
    """The entry that is the index: the only .csv, .xml or text, the one that is called index, or the only .csv.

    Raises:
        PrintFileRefused: there is none, or there are several.
    """
    found = directory.named_like(".csv", ".xml") or directory.named_like(*AS_TEXT)
    found = found or directory.named_like(".txt", ".tsv")
    named = [entry for entry in found if entry.name.rsplit("/", 1)[-1].lower() in NAMES]
    tables = [entry for entry in found if not is_xml(entry)]
    for chosen in (found, named, tables if not named else []):
        if len(chosen) == 1:
            return chosen[0]
    if not found and (sheets := directory.named_like(*SPREADSHEETS)):
        raise _is_spreadsheet(sheets[0].name)
    swedish, english = ("finns flera", "there are several") if found else ("fattas", "it is missing")
    raise PrintFileRefused(
        f"Indexet {swedish}: lägg precis en fil {NAMES[0]} eller {NAMES[1]} i ZIP-filen.",
        f"The index: {english}. Put exactly one file {NAMES[0]} or {NAMES[1]} into the ZIP.",
    )


def _is_spreadsheet(name: str) -> PrintFileRefused:
    return PrintFileRefused(
        f"Indexet {name} är ett kalkylblad. Spara det i kalkylprogrammet som CSV UTF-8, och lägg den filen i "
        f"ZIP-filen med namnet {NAMES[0]}.",
        f"The index {name} is a spreadsheet. Save it in the spreadsheet program as CSV UTF-8, and put that file "
        f"into the ZIP under the name {NAMES[0]}.",
    )


def lines_of(archive: BinaryIO, index: ZipEntry, text_encoding: str) -> Iterator[IndexLine]:
    """The letters of the index as they are read; those that cannot be sent say why.

    `text_encoding` is what the function of that name found.

    Raises:
        PrintFileRefused: the index itself cannot be used.
    """
    try:
        with damage_named(index), stream_of(archive, index) as stream:
            if is_xml(index):
                yield from xml_index.read_lines(stream, index.name)
            else:
                yield from csv_index.read_lines(stream, text_encoding)
    except Damaged as problem:
        # The damage is in the index, so the file as a whole cannot be used.
        raise PrintFileRefused.saying(problem.text) from problem


def is_xml(index: ZipEntry) -> bool:
    return index.name.lower().endswith((".xml", ".xml.txt"))


def text_encoding(archive: BinaryIO, index: ZipEntry, tick: Callable[[], None] = lambda: None) -> str:
    """The encoding of a CSV index. Nothing for XML, which declares its own.

    `tick` is called now and then: reading a large one through takes a while.

    Raises:
        PrintFileRefused: none that is known, or the index is damaged.
    """
    if is_xml(index):
        return ""
    try:
        pieces = _ticking(zip_entries.pieces_of(archive, index), tick)
        beginning = next(pieces, b"")
        if beginning.startswith(_MARKS_OF_SPREADSHEETS):
            raise _is_spreadsheet(index.name)
        return encoding.encoding_of(chain([beginning], pieces))
    except Damaged as problem:
        raise PrintFileRefused.saying(problem.text) from problem


def _ticking(pieces: Iterable[bytes], tick: Callable[[], None]) -> Iterator[bytes]:
    for number, piece in enumerate(pieces, start=1):
        if number % _PIECES_A_TICK == 0:
            tick()
        yield piece


def pdf_of(archive: BinaryIO, directory: ZipDirectory, name: str) -> bytes:
    """The letter's PDF.

    Raises:
        LineRefused: it is not there, damaged, too large, or no PDF.
    """
    entry = directory.find(name)
    if entry is None:
        raise missing_pdf_error(name)
    if entry.size > MAX_PDF_BYTES:
        raise LineRefused(
            f"{name} är {entry.size} byte; högst {MAX_PDF_BYTES} tas emot. Gör bilderna mindre eller dela brevet",
            f"{name} is {entry.size} bytes; at most {MAX_PDF_BYTES} are taken. Make its pictures smaller "
            "or split the letter",
        )
    content = without_prefix(zip_entries.content_of(archive, entry))
    if ending_of(name) not in {"", ".pdf"}:
        raise LineRefused(
            f"{name} slutar på {ending_of(name)}; ett brev är en PDF, vars namn slutar på .pdf",
            f"{name} ends in {ending_of(name)}; a letter is a PDF, whose name ends in .pdf",
        )
    is_pdf = recognise_content(content) is ContentKind.PDF
    if not is_pdf and (found := describe_content(content)):
        raise LineRefused(
            f"{name} är {found.swedish} och ingen PDF. Lägg PDF-filen själv i ZIP-filen",
            f"{name} is {found.english} and no PDF. Put the PDF itself into the ZIP",
        )
    end = content.rstrip(_PADDING)[-_PDF_ENDS_WITHIN:]
    if not is_pdf or b"%%EOF" not in end:
        raise LineRefused(
            f"{name} är ingen hel PDF: den ska börja med %PDF- och sluta med %%EOF",
            f"{name} is no whole PDF: it must begin with %PDF- and end with %%EOF",
        )
    return content


def file_name_of(pdf: str) -> str:
    """The name that the letter's PDF has in the mailbox: without its folder, and with its ending."""
    name = TURNING.sub("", read_coded_twice(pdf.rsplit("/", 1)[-1]))
    return name if ending_of(name) else f"{name}.pdf"


def missing_pdf_error(name: str) -> LineRefused:
    if _ON_A_MACHINE.match(name):
        last = name.rsplit("/", 1)[-1]
        return LineRefused(
            f"{name} är en sökväg på en dator. Skriv namnet som PDF-filen har i ZIP-filen, kanske {last}",
            f"{name} is a path on a machine. Write the name that the PDF has in the ZIP, perhaps {last}",
        )
    return LineRefused(
        f"{name} finns inte i ZIP-filen. Stämmer namnet, med mapp, stora och små bokstäver?",
        f"{name} is not in the ZIP. Is the name right, with folder, capitals and small letters?",
    )


def pdf_used_before(name: str, first: int) -> LineRefused:
    """The refusal of a line that names the PDF of the letter `first`: it must not go to two people."""
    return LineRefused(
        f"{name} är redan brev nummer {first}. Varje brev ska ha sin egen PDF",
        f"{name} is letter number {first} already. Each letter must have a PDF of its own",
    )
