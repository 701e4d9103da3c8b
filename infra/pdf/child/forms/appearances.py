"""Pictures for annotations that bring none and that PDFium does not draw by itself: lines, polygons, ticked boxes.

Viewers draw them from their coordinates and values. What is filled in text fields PDFium draws, once the file says
that its fields lack pictures.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    PdfObject,
    StreamObject,
)

from infra.pdf.child.forms import notes
from infra.pdf.child.forms.field_values import show_value
from infra.pdf.child.forms.notes import FILL, STROKE, Picture, colour_of
from infra.pdf.child.pdf_objects import array_of, dictionary_of, inherited, numbers_of, resolved

MAX_ANNOTATIONS: Final = 5_000
MAX_POINTS: Final = 5_000
_LACKING: Final = re.compile(rb"/Subtype\s*/(?:Line|Polygon|PolyLine|Widget|Stamp|FreeText)\b")
_MARKER: Final = re.compile(rb"/Subtype\s*/Highlight\b")
_PUSH_BUTTON: Final = 1 << 16
_Points = Sequence[tuple[float, float]]


def may_lack(clean: bytes) -> bool:
    """Whether a file that PDFium has written has annotations of these kinds."""
    return _LACKING.search(clean) is not None or _may_cover(clean)


def _may_cover(clean: bytes) -> bool:
    """Whether the file has marked text, and no picture that mixes with what lies under it."""
    return b"/Multiply" not in clean and _MARKER.search(clean) is not None


def give_appearances(clean: bytes) -> bytes:
    """The file with a picture for each such annotation that has none, and fields that say what they show."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(clean)))
    annotations = list(_annotations_of(writer))
    form = _form_of(writer)
    changed = [show_value(found, form) for found in annotations if found.get("/Subtype") == "/Widget"]
    markers = (
        [found for found in annotations if found.get("/Subtype") == "/Highlight"] if _may_cover(clean) else []
    )
    mixed = [_mix_with_page(annotation) for annotation in markers]
    lacking = [found for found in annotations if "/N" not in dictionary_of(found.get("/AP"))]
    drawn = [_draw(writer, annotation) for annotation in lacking]
    is_filled = any(_is_filled_field(annotation) and "/AP" not in annotation for annotation in lacking)
    if is_filled:
        form[NameObject("/NeedAppearances")] = BooleanObject(True)
    return _to_bytes(writer) if is_filled or any((*drawn, *changed, *mixed)) else clean


def _mix_with_page(marker: DictionaryObject) -> bool:
    """Let the picture of a marker mix with the text under it, which it would cover; says whether it has one."""
    picture = resolved(dictionary_of(marker.get("/AP")).get("/N"))
    if not isinstance(picture, StreamObject):
        return False
    try:
        picture.set_data(b"/MM gs\n" + picture.get_data())
    except (PyPdfError, ValueError):
        # Its octets cannot be read, and are drawn by nobody.
        return False
    resources = dictionary_of(picture.get("/Resources"))
    states = dictionary_of(resources.get("/ExtGState"))
    states[NameObject("/MM")] = DictionaryObject({NameObject("/BM"): NameObject("/Multiply")})
    resources[NameObject("/ExtGState")] = states
    picture[NameObject("/Resources")] = resources
    # A group would mix with nothing but itself.
    picture.pop("/Group", None)
    return True


def _form_of(writer: PdfWriter) -> DictionaryObject:
    """What the file says of all its fields; made where it says nothing, as PDFium then shows no field."""
    form = dictionary_of(writer.root_object.get("/AcroForm"))
    writer.root_object[NameObject("/AcroForm")] = form
    if "/Fields" not in form:
        form[NameObject("/Fields")] = ArrayObject()
    return form


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
    content, box, resources = drawn
    form = DecodedStreamObject()
    form.set_data(content.encode())
    if resources is not None:
        # A stream must be an object of its own.
        font = dictionary_of(dictionary_of(resources["/Font"])["/F"])
        font[NameObject("/ToUnicode")] = writer._add_object(font["/ToUnicode"])
        form[NameObject("/Resources")] = resources
    corners = ArrayObject(FloatObject(edge) for edge in box)
    form.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
    form[NameObject("/BBox")] = corners
    annotation[NameObject("/Rect")] = corners
    picture: PdfObject = writer._add_object(form)
    if inherited(annotation, "/FT") == "/Btn":
        state = NameObject(str(_state(annotation)))
        annotation[NameObject("/AS")] = state
        picture = DictionaryObject({state: picture})
    annotation[NameObject("/AP")] = DictionaryObject({NameObject("/N"): picture})
    return True


def _line(annotation: DictionaryObject) -> Picture | None:
    return _path(annotation, _points(annotation.get("/L")), is_closed=False)


def _polyline(annotation: DictionaryObject) -> Picture | None:
    return _path(annotation, _points(annotation.get("/Vertices")), is_closed=False)


def _polygon(annotation: DictionaryObject) -> Picture | None:
    return _path(annotation, _points(annotation.get("/Vertices")), is_closed=True)


def _path(annotation: DictionaryObject, points: _Points, *, is_closed: bool) -> Picture | None:
    """The content that draws the points, and the box around them."""
    if len(points) < 2:
        return None
    width = _width(annotation)
    inner = colour_of(annotation.get("/IC"), FILL) if is_closed else ""
    corners = " ".join(f"{x:.2f} {y:.2f} {'l' if place else 'm'}" for place, (x, y) in enumerate(points))
    paint = ("b" if inner else "s") if is_closed else "S"
    content = f"{width:.2f} w {colour_of(annotation.get('/C'), STROKE) or '0 G'} {inner} {corners} {paint}"
    across, upwards = [x for x, _ in points], [y for _, y in points]
    edges = (min(across) - width, min(upwards) - width, max(across) + width, max(upwards) + width)
    return content, edges, None


def _tick(annotation: DictionaryObject) -> Picture | None:
    """A cross in a box that is ticked."""
    box = numbers_of(annotation.get("/Rect"))
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
    return f"{max(inset / 3, 0.5):.2f} w 0 G {frame} {cross}", (left, low, right, high), None


def _widget(annotation: DictionaryObject) -> Picture | None:
    return _tick(annotation) if inherited(annotation, "/FT") == "/Btn" else notes.draw_value(annotation)


_KINDS: Final[Mapping[str, Callable[[DictionaryObject], Picture | None]]] = {
    "/Line": _line,
    "/PolyLine": _polyline,
    "/Polygon": _polygon,
    "/Widget": _widget,
    "/Stamp": notes.draw_stamp,
    "/FreeText": notes.draw_free_text,
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
    style, border = dictionary_of(annotation.get("/BS")), numbers_of(annotation.get("/Border"))
    found = resolved(style.get("/W")) if "/W" in style else border[2] if len(border) > 2 else 1
    return min(abs(float(found)), 100.0) if isinstance(found, int | float) else 1.0


def _points(thing: Any) -> _Points:
    found = numbers_of(thing)[: 2 * MAX_POINTS]
    return list(zip(found[::2], found[1::2], strict=False))


def _to_bytes(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
