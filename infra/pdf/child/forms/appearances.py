"""Pictures for annotations that bring none and that PDFium does not draw by itself: lines, polygons, ticked boxes.

Viewers draw them from their coordinates and values. What is filled in text fields PDFium draws, once the file says
that its fields lack pictures.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    PdfObject,
)

from infra.pdf.child.forms.field_values import show_value
from infra.pdf.child.pdf_objects import array_of, dictionary_of, inherited, resolved

MAX_ANNOTATIONS: Final = 5_000
MAX_POINTS: Final = 5_000
_LACKING: Final = re.compile(rb"/Subtype\s*/(?:Line|Polygon|PolyLine|Widget)\b")
_STROKE: Final = {1: "G", 3: "RG", 4: "K"}
_FILL: Final = {1: "g", 3: "rg", 4: "k"}
"""Operators by the number of parts of a colour."""
_PUSH_BUTTON: Final = 1 << 16
_Points = Sequence[tuple[float, float]]


def may_lack(clean: bytes) -> bool:
    """Whether a file that PDFium has written has annotations of these kinds."""
    return _LACKING.search(clean) is not None


def give_appearances(clean: bytes) -> bytes:
    """The file with a picture for each such annotation that has none, and fields that say what they show."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(clean)))
    annotations = list(_annotations_of(writer))
    form = dictionary_of(writer.root_object.get("/AcroForm"))
    changed = [show_value(found, form) for found in annotations if found.get("/Subtype") == "/Widget"]
    lacking = [found for found in annotations if "/N" not in dictionary_of(found.get("/AP"))]
    drawn = [_draw(writer, annotation) for annotation in lacking]
    is_filled = any(_is_filled_field(annotation) for annotation in lacking)
    if is_filled:
        form[NameObject("/NeedAppearances")] = BooleanObject(True)
    return _to_bytes(writer) if is_filled or any(drawn) or any(changed) else clean


def _annotations_of(writer: PdfWriter) -> Iterator[DictionaryObject]:
    left = MAX_ANNOTATIONS
    for page in writer.pages:
        for annotation in array_of(page.get("/Annots"))[:left]:
            left -= 1
            yield dictionary_of(annotation)


def _draw(writer: PdfWriter, annotation: DictionaryObject) -> bool:
    """Give the annotation a picture; says whether it is of a kind that gets one."""
    draw = _KINDS.get(str(annotation.get("/Subtype")))
    drawn = draw(annotation) if draw else None
    if drawn is None:
        return False
    content, box = drawn
    form = DecodedStreamObject()
    form.set_data(content.encode())
    corners = ArrayObject(FloatObject(edge) for edge in box)
    form.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
    form[NameObject("/BBox")] = corners
    annotation[NameObject("/Rect")] = corners
    picture: PdfObject = writer._add_object(form)
    if annotation.get("/Subtype") == "/Widget":
        state = NameObject(str(_state(annotation)))
        annotation[NameObject("/AS")] = state
        picture = DictionaryObject({state: picture})
    annotation[NameObject("/AP")] = DictionaryObject({NameObject("/N"): picture})
    return True


def _line(annotation: DictionaryObject) -> tuple[str, Sequence[float]] | None:
    return _path(annotation, _points(annotation.get("/L")), is_closed=False)


def _polyline(annotation: DictionaryObject) -> tuple[str, Sequence[float]] | None:
    return _path(annotation, _points(annotation.get("/Vertices")), is_closed=False)


def _polygon(annotation: DictionaryObject) -> tuple[str, Sequence[float]] | None:
    return _path(annotation, _points(annotation.get("/Vertices")), is_closed=True)


def _path(annotation: DictionaryObject, points: _Points, *, is_closed: bool) -> tuple[str, Sequence[float]] | None:
    """The content that draws the points, and the box around them."""
    if len(points) < 2:
        return None
    width = _width(annotation)
    inner = _colour(annotation.get("/IC"), _FILL) if is_closed else ""
    corners = " ".join(f"{x:.2f} {y:.2f} {'l' if place else 'm'}" for place, (x, y) in enumerate(points))
    paint = ("b" if inner else "s") if is_closed else "S"
    content = f"{width:.2f} w {_colour(annotation.get('/C'), _STROKE) or '0 G'} {inner} {corners} {paint}"
    across, upwards = [x for x, _ in points], [y for _, y in points]
    edges = (min(across) - width, min(upwards) - width, max(across) + width, max(upwards) + width)
    return content, edges


def _tick(annotation: DictionaryObject) -> tuple[str, Sequence[float]] | None:
    """A cross in a box that is ticked."""
    box = _numbers(annotation.get("/Rect"))
    if not _is_ticked(annotation) or len(box) != 4:
        return None
    left, right = sorted(box[::2])
    low, high = sorted(box[1::2])
    inset = min(right - left, high - low) / 5
    cross = (
        f"{left + inset:.2f} {low + inset:.2f} m {right - inset:.2f} {high - inset:.2f} l "
        f"{left + inset:.2f} {high - inset:.2f} m {right - inset:.2f} {low + inset:.2f} l S"
    )
    frame = f"{left:.2f} {low:.2f} {right - left:.2f} {high - low:.2f} re S"
    return f"{max(inset / 3, 0.5):.2f} w 0 G {frame} {cross}", (left, low, right, high)


_KINDS: Final[Mapping[str, Callable[[DictionaryObject], tuple[str, Sequence[float]] | None]]] = {
    "/Line": _line,
    "/PolyLine": _polyline,
    "/Polygon": _polygon,
    "/Widget": _tick,
}


def _is_ticked(annotation: DictionaryObject) -> bool:
    flags = inherited(annotation, "/Ff")
    if inherited(annotation, "/FT") != "/Btn" or (isinstance(flags, int) and flags & _PUSH_BUTTON):
        return False
    return _state(annotation) not in (None, "", "/Off")


def _state(annotation: DictionaryObject) -> Any:
    """The name of the state that the box is in."""
    return annotation.get("/AS") or inherited(annotation, "/V")


def _is_filled_field(annotation: DictionaryObject) -> bool:
    if annotation.get("/Subtype") != "/Widget" or inherited(annotation, "/FT") not in ("/Tx", "/Ch"):
        return False
    return bool(inherited(annotation, "/V"))


def _width(annotation: DictionaryObject) -> float:
    style, border = dictionary_of(annotation.get("/BS")), _numbers(annotation.get("/Border"))
    found = resolved(style.get("/W")) if "/W" in style else border[2] if len(border) > 2 else 1
    return min(abs(float(found)), 100.0) if isinstance(found, int | float) else 1.0


def _colour(parts: Any, operators: Mapping[int, str]) -> str:
    found = _numbers(parts)
    return (
        f"{' '.join(f'{part:.3f}' for part in found)} {operators[len(found)]}" if len(found) in operators else ""
    )


def _points(thing: Any) -> _Points:
    found = _numbers(thing)[: 2 * MAX_POINTS]
    return list(zip(found[::2], found[1::2], strict=False))


def _numbers(thing: Any) -> list[float]:
    return [float(item) for item in map(resolved, array_of(thing)) if isinstance(item, int | float)]


def _to_bytes(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
