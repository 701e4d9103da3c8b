"""Small files that make a PDF library take all memory, or an hour."""

import zlib

from tests.infra.pdf.making import A4, HELVETICA, assembled, form, one_page, says, stream


def drawing_itself_twice() -> bytes:
    """A form whose content draws the same form, twice."""
    return one_page(
        "/X Do", resources="/XObject<</X 6 0 R>>", more=[form("/X Do /X Do", "/Resources<</XObject<</X 6 0 R>>>>")]
    )


def nested(levels: int = 14, width: int = 10) -> bytes:
    """Forms that draw the next one ten times: ten to the fourteenth rectangles."""
    forms = [
        form(b"/X Do " * width, f"/Resources<</XObject<</X {number} 0 R>>>>") for number in range(7, 7 + levels)
    ]
    return one_page("/X Do", resources="/XObject<</X 6 0 R>>", more=[*forms, form("0 0 9 9 re f")])


def unpacking(megabytes: int = 4) -> bytes:
    """A few kilobytes that become megabytes of operators."""
    line = b"0 0 m 9 9 l S q Q "
    return one_page(line * (megabytes * 1_000_000 // len(line)), packed=True)


def unpacking_twice(megabytes: int = 400) -> bytes:
    """Megabytes packed, and packed again."""
    once = zlib.compress(b"0 " * (megabytes * 500_000), 9)
    return assembled(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            f"<</Type/Page/Parent 2 0 R/Contents 4 0 R{A4}>>",
            stream(once, "/Filter[/FlateDecode/FlateDecode]", packed=False).replace(once, zlib.compress(once, 9)),
        ]
    )


def huge_picture(side: int = 60_000) -> bytes:
    """Of three and a half thousand million dots, packed into little."""
    picture = stream(
        b"\x00" * 1_000_000,
        f"/Type/XObject/Subtype/Image/Width {side}/Height {side}/ColorSpace/DeviceRGB/BitsPerComponent 8",
        packed=True,
    )
    return one_page("595 0 0 842 0 0 cm /X Do", resources="/XObject<</X 6 0 R>>", more=[picture])


def huge_box() -> bytes:
    return one_page(says("Liten"), page="/MediaBox[0 0 1e30 1e30]")


def running_a_script() -> bytes:
    return one_page(
        says("Skript"), catalogue="/OpenAction<</S/JavaScript/JS(while(true){})>>/Names<</JavaScript<</Names[]>>>>"
    )


def in_a_loop() -> bytes:
    """A page whose contents and resources are itself, in a tree that is its own child."""
    return assembled(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2/Parent 2 0 R>>",
            f"<</Type/Page/Parent 2 0 R/Contents[3 0 R 4 0 R 5 0 R]/Resources 3 0 R{A4}>>",
            stream("/X Do"),
            "[5 0 R 5 0 R]",
            HELVETICA,
        ]
    )


def tiles() -> bytes:
    """A pattern of tiny tiles, each of which draws the pattern, over a page of a mile."""
    tile = stream(
        "/Pattern cs /P scn 0 0 9 9 re f",
        "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.001/YStep 0.001"
        "/Resources<</Pattern<</P 6 0 R>>>>",
    )
    return one_page(
        "/Pattern cs /P scn 0 0 14000 14000 re f",
        page="/MediaBox[0 0 14000 14000]",
        resources="/Pattern<</P 6 0 R>>",
        more=[tile],
    )
