"""A delivery as it was received, kept without what stands in the database beside it.

The base64 of the attachments is most of a delivery, and the attachments are stored decoded. So it is cut out
before the delivery is stored, and put back when somebody wants the original: octet by octet, or its signatures
would not hold. What a sender wrote in another way (in lines, say) is not cut out.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from pybase64 import b64encode

from mailbox_operator.models import Attachment, Delivery

MIN_CUT: Final = 1_024
"""Characters of base64 that are worth a gap."""
_BEGINNING: Final = 64
"""Characters by which the place is found: to look for all of them at once takes longer than to write them."""

Gap = int | None
"""The offset, in what is kept, where an attachment's base64 was cut out. None: it was not."""


def cut_files(xml: bytes, files: Sequence[bytes]) -> tuple[bytes, list[Gap]]:
    """Cut the base64 of the files out of the XML, where it stands in their order. Returns the rest and gaps."""
    kept: list[bytes] = []
    gaps: list[Gap] = []
    done = offset = 0
    for text in map(b64encode, files):
        begins = _find(text, xml, done)
        if begins is None:
            gaps.append(None)
            continue
        kept.append(xml[done:begins])
        offset += begins - done
        gaps.append(offset)
        done = begins + len(text)
    return b"".join([*kept, xml[done:]]), gaps


def put_files_back(kept: bytes, gaps: Sequence[Gap], files: Sequence[bytes]) -> bytes:
    """Undo `cut_files`."""
    return b"".join(_parts(kept, gaps, files))


def original_of(delivery: Delivery) -> bytes:
    """The delivery as it was received, octet by octet; empty when its messages were removed for good."""
    kept = bytes(delivery.sealed_xml)
    if not kept or not delivery.gaps:
        return kept
    files = Attachment.objects.filter(message__delivery=delivery).order_by("position")
    contents = map(bytes, files.values_list("content", flat=True))
    return put_files_back(kept, delivery.gaps, list(contents))


def _find(text: bytes, xml: bytes, start: int) -> int | None:
    if len(text) < MIN_CUT:
        return None
    begins = xml.find(text[:_BEGINNING], start)
    return begins if begins >= 0 and xml.startswith(text, begins) else None


def _parts(kept: bytes, gaps: Sequence[Gap], files: Sequence[bytes]) -> Iterator[bytes]:
    done = 0
    for gap, file in zip(gaps, files, strict=True):
        if gap is not None:
            yield kept[done:gap]
            yield b64encode(file)
            done = gap
    yield kept[done:]
