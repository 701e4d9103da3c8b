"""Which fonts a PDF uses without bringing them. Print suppliers refuse such files, or print them differently."""

from collections.abc import Iterable, Iterator
from typing import Final

from pypdf import PageObject
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject

FILES: Final = frozenset({"/FontFile", "/FontFile2", "/FontFile3"})


def missing(pages: Iterable[PageObject]) -> list[str]:
    """The names of the fonts that are not embedded, as the pages themselves use them."""
    return sorted({_name(font) for page in pages for font in _fonts(page) if not _is_embedded(font)})


def _fonts(page: PageObject) -> Iterator[DictionaryObject]:
    resources = _within(page, "/Resources")
    yield from _dictionaries(_within(resources, "/Font").values())


def _within(thing: DictionaryObject, name: str) -> DictionaryObject:
    return next(_dictionaries([thing.get(name)]), DictionaryObject())


def _dictionaries(things: Iterable[PdfObject | None]) -> Iterator[DictionaryObject]:
    """Those that are what they should be: a careless file is printed all the same."""
    for thing in things:
        found = thing.get_object() if thing is not None else None
        if isinstance(found, DictionaryObject):
            yield found


def _is_embedded(font: DictionaryObject) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True  # its signs are drawn in the file
    below = font.get("/DescendantFonts", ArrayObject()).get_object()
    parts = list(_dictionaries(below)) if isinstance(below, ArrayObject) and below else [font]
    return all(FILES & _within(part, "/FontDescriptor").keys() for part in parts)


def _name(font: DictionaryObject) -> str:
    return str(font.get("/BaseFont", "?")).removeprefix("/")
