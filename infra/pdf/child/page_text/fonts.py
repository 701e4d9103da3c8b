"""Fonts that a PDF uses and does not bring, and the characters that are therefore not shown.

Print suppliers refuse such files, or print them differently.
"""

import ctypes
from collections.abc import Iterator
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from infra.pdf.child import documents
from infra.pdf.problems import PdfError

MAX_OBJECTS: Final = 20_000
"""Of a document, that are looked at for their fonts."""
MAX_DEPTH: Final = 12
_FIRST_HALVES: Final = range(0xD800, 0xDC00)
_SECOND_HALVES: Final = range(0xDC00, 0xE000)
MAX_NAME: Final = 128


def missing_fonts(document: pypdfium2.PdfDocument) -> list[str]:
    """The names of the fonts that texts are set in and that are not embedded."""
    names: dict[int, str] = {}
    for number, font in enumerate(_fonts_in(document)):
        if number >= MAX_OBJECTS:
            break
        address = ctypes.addressof(font.contents)
        if address not in names:
            names[address] = _font_name(font) if raw.FPDFFont_GetIsEmbedded(font) == 0 else ""
    return sorted({name for name in names.values() if name})


def missing_glyphs(page: Any, text_page: Any, count: int) -> str:
    """Those of the first `count` characters that are not shown, as no font here has a glyph for them."""
    if all(raw.FPDFFont_GetIsEmbedded(font) for font in _fonts_on(page)):
        return ""
    seen: dict[tuple[int, int], bool] = {}
    for place in range(count):
        code = _character_at(text_page, place)
        thing = raw.FPDFText_GetTextObject(text_page, place)
        font = raw.FPDFTextObj_GetFont(thing) if thing else None
        if not font:
            continue
        key = (ctypes.addressof(font.contents), code)
        if key not in seen:
            seen[key] = _lacks_glyph(font, code)
    return "".join(sorted({chr(code) for (_, code), lacks in seen.items() if lacks}))


def _character_at(text_page: Any, place: int) -> int:
    """The character. PDFium gives one outside the first plane as two halves; the second counts for none."""
    code = int(raw.FPDFText_GetUnicode(text_page, place))
    if code in _FIRST_HALVES:
        second = int(raw.FPDFText_GetUnicode(text_page, place + 1))
        return 0x10000 + ((code - 0xD800) << 10) + (second - 0xDC00)
    return code if code not in _SECOND_HALVES else ord(" ")


def _lacks_glyph(font: Any, code: int) -> bool:
    if raw.FPDFFont_GetIsEmbedded(font) != 0 or not chr(code).isprintable() or chr(code).isspace():
        return False
    return not raw.FPDFFont_GetGlyphPath(font, code, 12.0)


def _fonts_in(document: pypdfium2.PdfDocument) -> Iterator[Any]:
    for index in range(len(document)):
        try:
            with documents.page_of(document, index) as page:
                yield from _fonts_on(page)
        except PdfError:
            continue


def _fonts_on(page: Any) -> Iterator[Any]:
    for number in range(raw.FPDFPage_CountObjects(page)):
        yield from _fonts_within(raw.FPDFPage_GetObject(page, number), 0)


def _fonts_within(thing: Any, depth: int) -> Iterator[Any]:
    kind = raw.FPDFPageObj_GetType(thing)
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        font = raw.FPDFTextObj_GetFont(thing)
        if font:
            yield font
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
        for number in range(raw.FPDFFormObj_CountObjects(thing)):
            yield from _fonts_within(raw.FPDFFormObj_GetObject(thing, number), depth + 1)


def _font_name(font: Any) -> str:
    room = ctypes.create_string_buffer(MAX_NAME)
    raw.FPDFFont_GetBaseFontName(font, room, MAX_NAME)
    return room.value.decode("utf-8", errors="replace") or "?"
