"""PDF files written by hand: the ordinary, the odd, and those that mean harm."""

import zlib
from collections.abc import Sequence

A4 = "/MediaBox[0 0 595 842]"
HELVETICA = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def stream(content: bytes | str, entries: str = "", *, packed: bool = False) -> bytes:
    octets = content.encode() if isinstance(content, str) else content
    if packed:
        octets, entries = zlib.compress(octets, 9), f"{entries}/Filter/FlateDecode"
    return f"<<{entries}/Length {len(octets)}>>stream\n".encode() + octets + b"\nendstream"


def form(content: bytes | str, entries: str = "", box: str = "0 0 595 842", *, packed: bool = False) -> bytes:
    return stream(content, f"/Type/XObject/Subtype/Form/BBox[{box}]{entries}", packed=packed)


def assembled(objects: Sequence[bytes | str]) -> bytes:
    """A file of these objects, numbered from 1; the first one is its catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        octets = content.encode() if isinstance(content, str) else content
        out += f"{number} 0 obj\n".encode() + octets + b"\nendobj\n"
    size = len(objects) + 1
    table = "".join(f"{place:010} 00000 n \n" for place in (0, *places))
    end = f"xref\n0 {size}\n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + end.encode()


def one_page(
    content: bytes | str,
    *,
    page: str = A4,
    resources: str = "",
    catalogue: str = "",
    more: Sequence[bytes | str] = (),
    packed: bool = False,
) -> bytes:
    """One page with Helvetica as F1; objects in `more` are numbered from 6."""
    return assembled(
        [
            f"<</Type/Catalog/Pages 2 0 R{catalogue}>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            f"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>{resources}>>{page}>>",
            stream(content, packed=packed),
            HELVETICA,
            *more,
        ]
    )


def says(text: str, size: int = 14, at: tuple[int, int] = (60, 760)) -> str:
    return f"BT /F1 {size} Tf {at[0]} {at[1]} Td ({text}) Tj ET\n"
