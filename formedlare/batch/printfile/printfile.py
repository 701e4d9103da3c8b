"""A print file: its directory, its index, and the letters in it."""

from collections.abc import Iterator
from typing import BinaryIO, Final

from formedlare.batch.printfile import csv_index, encoding, entries, xml_index
from formedlare.batch.printfile.directory import Directory
from formedlare.batch.printfile.entries import Damaged, Entry, EntryStream
from formedlare.batch.printfile.lines import Line
from formedlare.batch.printfile.refusals import LineRefused, Refused

LARGEST_PDF: Final = 7_000_000
"""Bytes. In base64 one text of an XML document, of which libxml2 reads 10,000,000 characters."""
NAMES: Final = ("index.csv", "index.xml")
_PDF_BEGINS_WITHIN: Final = 1_024
"""Source: ISO 32000-1, annex H.3.4.1, note 13."""


def index_of(directory: Directory) -> Entry:
    """The entry that is the index: the only .csv or .xml, or the one that is called index.

    Raises:
        Refused: there is none, or there are several.
    """
    found = directory.named_like(".csv", ".xml")
    if len(found) > 1:
        found = [entry for entry in found if entry.name.rsplit("/", 1)[-1].lower() in NAMES]
    if len(found) == 1:
        return found[0]
    swedish, english = ("finns flera", "there are several") if found else ("fattas", "it is missing")
    raise Refused(
        f"Indexet {swedish}: lägg precis en fil {NAMES[0]} eller {NAMES[1]} i ZIP-filen.",
        f"The index: {english}. Put exactly one file {NAMES[0]} or {NAMES[1]} into the ZIP.",
    )


def letters(archive: BinaryIO, index: Entry) -> Iterator[Line]:
    """The letters of the index as they are read; those that cannot be sent say why.

    Raises:
        Refused: the index itself cannot be used.
    """
    try:
        yield from _letters(archive, index)
    except Damaged as problem:
        swedish, _, english = problem.reason.partition(" | ")
        raise Refused(swedish, english) from problem


def _letters(archive: BinaryIO, index: Entry) -> Iterator[Line]:
    if index.name.lower().endswith(".xml"):
        yield from xml_index.read(EntryStream(archive, index))
        return
    found = text_encoding(archive, index)
    yield from csv_index.read(EntryStream(archive, index), found)


def text_encoding(archive: BinaryIO, index: Entry) -> str:
    """The encoding of a CSV index.

    Raises:
        Refused: none that is known.
    """
    return encoding.find(entries.pieces(archive, index))


def pdf(archive: BinaryIO, directory: Directory, name: str) -> bytes:
    """The letter's PDF.

    Raises:
        LineRefused: it is not there, damaged, too large, or no PDF.
    """
    entry = directory.find(name)
    if entry is None:
        raise missing(name)
    if entry.size > LARGEST_PDF:
        raise LineRefused(
            f"{name} är {entry.size} byte; högst {LARGEST_PDF} tas emot. Gör bilderna mindre eller dela brevet",
            f"{name} is {entry.size} bytes; at most {LARGEST_PDF} are taken. Make its pictures smaller "
            "or split the letter",
        )
    content = entries.content(archive, entry)
    if b"%PDF-" not in content[:_PDF_BEGINS_WITHIN] or b"%%EOF" not in content[-_PDF_BEGINS_WITHIN:]:
        raise LineRefused(
            f"{name} är ingen hel PDF: den ska börja med %PDF- och sluta med %%EOF",
            f"{name} is no whole PDF: it must begin with %PDF- and end with %%EOF",
        )
    return content


def missing(name: str) -> LineRefused:
    return LineRefused(
        f"{name} finns inte i ZIP-filen. Stämmer namnet, med mapp, stora och små bokstäver?",
        f"{name} is not in the ZIP. Is the name right, with folder, capitals and small letters?",
    )


def twice(name: str, first: int) -> LineRefused:
    """Two people must not be sent the same letter by a mistake in the index."""
    return LineRefused(
        f"{name} är redan brev nummer {first}. Varje brev ska ha sin egen PDF",
        f"{name} is letter number {first} already. Each letter must have a PDF of its own",
    )
