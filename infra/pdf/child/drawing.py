"""A page as a picture."""

import io
import math
from typing import Final

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from infra.pdf.child import documents
from infra.pdf.frames import Frame

MAX_PIXELS: Final = 4_000_000
MAX_SCALE: Final = 6.0
PACKING: Final = 3
"""Of PNG, from 0 to 9: of pages of text this is faster than the usual 6, and smaller."""


def draw_page(question: Frame) -> Frame:
    """Page `number`, counted from 1, as PNG of that `width`; no file when there is no such page."""
    [content] = question.files
    index = question.values["number"] - 1
    document = documents.open_document(content)
    if not 0 <= index < len(document):
        return Frame({})
    has_annotations = _has_annotations(document, index)
    if has_annotations or documents.may_have_layers(content):
        # An annotation in a hidden layer must not become part of the page.
        document = documents.open_as_shown(content)
        if has_annotations:
            documents.flatten_page(document, index)
    # Not through page_of: pypdfium2's own page draws into its own bitmap.
    page = document[index]
    width, height = page.get_size()
    picture = page.render(scale=scale_for(width, height, question.values["width"])).to_pil()
    return Frame({}, [_png(picture)])


def _png(picture: Image.Image) -> bytes:
    """Drawing takes a tenth of the time that packing does. Without colours there is a third to pack."""
    out = io.BytesIO()
    (picture if _has_colours(picture) else picture.convert("L")).save(out, "PNG", compress_level=PACKING)
    return out.getvalue()


def _has_colours(picture: Image.Image) -> bool:
    red, green, blue = (band.tobytes() for band in picture.convert("RGB").split())
    return not red == green == blue


def scale_for(width: float, height: float, wanted: int) -> float:
    """The factor from points to pixels for the wanted width, less where the page would exceed MAX_PIXELS."""
    return min(wanted / width, math.sqrt(MAX_PIXELS / (width * height)), MAX_SCALE)


def _has_annotations(document: pypdfium2.PdfDocument, index: int) -> bool:
    with documents.page_of(document, index) as page:
        return bool(raw.FPDFPage_GetAnnotCount(page) > 0)
