"""Pictures as scanners and fax machines pack them are shown alike in the mailbox and on paper."""

import io
import struct

import pytest
from PIL import Image, ImageChops, ImageDraw

from infra.pdf import reader
from tests.infra.pdf.making import one_page, stream
from tests.print_supplier.paper.test_paper_and_screen import require_same

SIZE = 400, 200
PLACED = "q 400 0 0 200 60 500 cm /I Do Q"


def drawing() -> Image.Image:
    picture = Image.new("L", SIZE, 255)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((20, 20, 180, 180), fill=0)
    draw.ellipse((220, 20, 380, 180), outline=0, width=8)
    return picture


def packed(compression: str) -> bytes:
    """The octets of the picture as fax machines code it, out of a TIFF."""
    file = io.BytesIO()
    # A TIFF has 0 for black, and fax machines code black as 1.
    ImageChops.invert(drawing()).convert("1").save(file, "TIFF", compression=compression)
    tags = Image.open(file).tag_v2  # type: ignore[attr-defined]  # of a TIFF
    octets = file.getvalue()
    return b"".join(octets[place : place + size] for place, size in zip(tags[273], tags[279], strict=True))


def segment(number: int, kind: int, content: bytes) -> bytes:
    return struct.pack(">IBBBI", number, kind, 0, 1, len(content)) + content


def jbig2() -> bytes:
    """A page and one region, coded as by a fax machine (ITU-T T.88, 6.2.6)."""
    page = struct.pack(">IIIIBH", *SIZE, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", *SIZE, 0, 0, 0, 1) + packed("group4")
    return segment(0, 48, page) + segment(1, 38, region)


def page_with(octets: bytes, coding: str, more: str = "/BitsPerComponent 1/ColorSpace/DeviceGray") -> bytes:
    head = f"/Type/XObject/Subtype/Image/Width {SIZE[0]}/Height {SIZE[1]}{more}/Filter{coding}"
    return one_page(PLACED, resources="/XObject<</I 6 0 R>>", more=[stream(octets, head)])


def shown(content: bytes) -> Image.Image:
    """The part of the page that the picture is on, in its own size."""
    octets = reader.draw_page(content, 1)
    assert octets is not None
    page = Image.open(io.BytesIO(octets)).convert("L")
    scale = page.width / 595
    box = (round(60 * scale), round((842 - 700) * scale), round(460 * scale), round((842 - 500) * scale))
    return page.crop(box).resize(SIZE)


@pytest.mark.parametrize(
    "content",
    [
        page_with(packed("group4"), "/CCITTFaxDecode/DecodeParms<</K -1/Columns 400/Rows 200>>"),
        page_with(packed("group4"), "/CCITTFaxDecode/DecodeParms<</K -1/Columns 400>>"),
        page_with(packed("group4"), "[/CCITTFaxDecode]/DecodeParms[<</K -1/Columns 400>>]"),
        page_with(packed("group3"), "/CCITTFaxDecode/DecodeParms<</K 0/Columns 400/Rows 200/EndOfLine true>>"),
        page_with(packed("group4"), "/CCITTFaxDecode/DecodeParms<</K -1/Columns 400>>", "/ImageMask true"),
        page_with(jbig2(), "/JBIG2Decode"),
    ],
    ids=["fax 4", "rows unsaid", "lists", "fax 3", "mask", "jbig2"],
)
def test_pictures_of_scanners_are_shown_and_printed(content: bytes) -> None:
    picture, wanted = shown(content), drawing()

    for place in [(100, 100), (40, 40), (300, 24), (300, 100), (200, 100), (10, 10)]:
        assert (int(str(picture.getpixel(place))) < 128) == (wanted.getpixel(place) == 0), place
    require_same(content)
