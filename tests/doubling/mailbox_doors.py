"""The doors of the mailbox: search, reading a file, saving everything, and the page that checks what was saved."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final

from infra.html.css.colours import read_colour
from infra.pdf.child.other_files import calendar, word
from infra.pdf.child.page_text import lines, text
from infra.pdf.frames import Frame
from infra.pdf.problems import PdfError
from infra.pdf.reader import PageSummary, TextLine
from mailbox_operator.models import Message
from mailbox_operator.search import excerpts, index
from mailbox_operator.search.index import MessageWords
from mailbox_operator.search.query_language import read_query, words_of
from mailbox_ui.export import checking, names
from mailbox_ui.letter import text_search
from tests.doubling.growth import Door
from tests.infra.pdf.making import A4, one_page

Make = Callable[[int], object]
NS: Final = 'xmlns="http://minameddelanden.gov.se/schema/Message/v3"'
DS: Final = 'xmlns="http://www.w3.org/2000/09/xmldsig#"'


def mailbox_doors() -> Iterator[Door]:
    yield from search_doors()
    yield from reader_doors()
    yield from check_doors()
    yield from other_file_doors()


def search_doors() -> Iterator[Door]:
    texts: dict[str, Callable[[int], str]] = {
        "one word": lambda size: "x" * size,
        "words": lambda size: "ord " * (size // 4),
        "words that differ": lambda size: " ".join(map(str, range(size // 6))),
        "combining signs": lambda size: "e\u0301" * (size // 2),
        "ligatures": lambda size: "\ufdfa" * (size // 18),
        "beginnings of a hit": lambda size: "a" * size + "b",
    }
    for name, make in texts.items():
        yield Door(f"search, query: {name}", make, lambda written: str(read_query(written)))
        yield Door(f"search, index: {name}", make, _index)
        yield Door(f"search, excerpt: {name}", make, _mark)
        yield Door(f"reader, hits: {name}", make, _find_in_document)
        yield Door(f"export, name: {name}", make, names.safe_name)
    signs: Make = lambda size: '"-:' * (size // 3)  # noqa: E731 (as the others)
    yield Door("search, query: signs", signs, lambda written: str(read_query(written)))
    yield Door("HTML, colour", lambda size: "rgb(" + "1," * (size // 2), read_colour)


def _index(written: str) -> None:
    words_of(written)
    index._tsvector(MessageWords(1, 1, written, "", written, ""))


def _mark(written: str) -> None:
    query = read_query("ord a b xx 17")
    excerpts.mark_hits(written, query)
    excerpts.excerpts_of([], query)
    excerpts._excerpt(Message(body=written, body_type="text/plain"), [], excerpts._pattern(query) or _NOTHING)


_NOTHING: Final = re.compile("(?!)")


def _find_in_document(written: str) -> None:
    text_search.find_hits([PageSummary(1, 10, 10, written, "", None)], "a b")
    text_search.marks_in(TextLine(written, 0, 0, 10, 10, 0), "ab")


def reader_doors() -> Iterator[Door]:
    pages: dict[str, Callable[[int], bytes]] = {
        "one line": lambda size: _page(f"BT /F1 1 Tf 9 9 Td ({'x' * size}) Tj ET"),
        "lines": lambda size: _page("BT /F1 9 Tf 1 0 0 1 9 700 Tm 0 -1 Td (x) Tj ET " * (size // 45)),
        "words": lambda size: _page("BT /F1 9 Tf 9 700 Td " + "(x) Tj 3 0 Td " * (size // 14) + "ET"),
        "turned": lambda size: _page("BT /F1 9 Tf 0 1 -1 0 9 9 Tm (x) Tj ET " * (size // 38)),
        "fields": lambda size: _fields(min(size // 120, 8_000)),
        "lines that were drawn": lambda size: _drawn(min(size // 90, 8_000)),
        "unfinished": lambda size: b"%PDF-1.7\n" + b"obj /Type /Catalog " * (size // 19),
        "objects without end": lambda size: b"%PDF-1.7\n" + b"1 0 obj<</Root 1 0 R " * (size // 21),
    }
    for name, make in pages.items():
        yield Door(f"reader, text: {name}", make, _read_text, (PdfError,), largest=512_000)
        yield Door(f"reader, lines: {name}", make, _read_lines, (PdfError,), largest=512_000)


def _page(content: str) -> bytes:
    return one_page(content)


def _fields(count: int) -> bytes:
    field = "<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(x)/F 4/Rect[150 600 400 640]>>"
    return _annotated([field] * count)


def _drawn(count: int) -> bytes:
    return _annotated(["<</Type/Annot/Subtype/Line/L[6 4 4 4]/Rect[6 4 4 4]/C[1 0 0]>>"] * count)


def _annotated(annotations: list[str]) -> bytes:
    numbers = " ".join(f"{6 + place} 0 R" for place in range(len(annotations)))
    form = f"/AcroForm<</Fields[{numbers}]/DA(/F1 9 Tf)/DR<</Font<</F1 5 0 R>>>>>>"
    return one_page("", page=f"{A4}/Annots[{numbers}]", catalogue=form, more=annotations)


def _read_text(content: bytes) -> None:
    text.read_text(Frame({"first": 1, "max_pages": 1, "width": 1_400}, [content]))


def _read_lines(content: bytes) -> None:
    lines.read_lines(Frame({"number": 1}, [content]))


def check_doors() -> Iterator[Door]:
    deliveries: dict[str, Callable[[int], str]] = {
        "elements": lambda size: f"<SealedDelivery {NS}>{'<b/>' * (size // 4)}</SealedDelivery>",
        "elements in the signature": lambda size: _signed("<b/>" * (size // 4)),
        "references": lambda size: _signed("<Reference/>" * (size // 12)),
        "comments": lambda size: _signed("<!-- -->" * (size // 8)),
        "day of the seal": lambda size: f"<SealedDelivery {NS}><Seal>{'2' * size}</Seal></SealedDelivery>",
    }
    for name, make in deliveries.items():
        yield Door(
            f"check page, XML: {name}", make, lambda written: checking.check_original("a", written.encode())
        )
    yield Door("check page, ZIP: originals", lambda size: _zip(size // 100, "original/{}.xml"), _check)
    yield Door("check page, ZIP: attachments", lambda size: _zip(size // 100, "x/bilaga-{}"), _check)


def _signed(within: str) -> str:
    signature = f"<Signature {DS}><SignedInfo>{within}</SignedInfo></Signature>"
    return (
        f"<SealedDelivery {NS}><SignedDelivery><Delivery/>{signature}</SignedDelivery>{signature}</SealedDelivery>"
    )


def _zip(count: int, name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("original/first.xml", "<a/>")
        for number in range(count):
            archive.writestr(name.format(number), "<a/>")
    return made.getvalue()


def _check(content: bytes) -> None:
    with suppress(checking.NotChecked):
        checking.check_file(io.BytesIO(content), "a.zip")


def other_file_doors() -> Iterator[Door]:
    events: dict[str, Callable[[int], str]] = {
        "events": lambda size: "BEGIN:VEVENT\r\nDTSTART:20261201T100000Z\r\nEND:VEVENT\r\n" * (size // 56),
        "properties": lambda size: _event("X-A:b\r\n" * (size // 7)),
        "parameters": lambda size: _event("X-A" + ";B=c" * (size // 4) + ":d\r\n"),
        "folded lines": lambda size: _event("X-A:b" + "\r\n b" * (size // 4) + "\r\n"),
        "days": lambda size: _event("RDATE:" + ",".join(["20261201T100000Z"] * (size // 17)) + "\r\n"),
        "calendars": lambda size: "BEGIN:VCALENDAR\r\n" * (size // 17),
    }
    for name, make in events.items():
        yield Door(f"calendar: {name}", make, _read_calendar, (PdfError, ValueError, KeyError), largest=512_000)
    yield Door("Word: paragraphs", lambda size: _word("<w:p/>" * (size // 6)), _read_word, (PdfError,), 512_000)
    yield Door(
        "Word: cells of a row",
        lambda size: _word(f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * (size // 19)}</w:tr></w:tbl>"),
        _read_word,
        (PdfError,),
        512_000,
    )


def _event(within: str) -> str:
    return f"BEGIN:VEVENT\r\nDTSTART:20261201T100000Z\r\n{within}END:VEVENT\r\n"


def _read_calendar(written: str) -> None:
    content = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{written}END:VCALENDAR\r\n"
    calendar.read_calendar(Frame({}, [content.encode()]))


def _word(body: str) -> bytes:
    import docx

    empty, made = io.BytesIO(), io.BytesIO()
    docx.Document().save(empty)
    with zipfile.ZipFile(empty) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:body>", b"<w:body>" + body.encode())
            new.writestr(name, content)
    return made.getvalue()


def _read_word(content: bytes) -> None:
    word.read_word(Frame({}, [content]))
