"""A letter as its bytes have it: what people read, and which signature covers what."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.db import models
from lxml import etree

from infra.errors import MinaMeddelandenError, SignatureFault
from infra.html.parsing.limits import HtmlTooLarge
from infra.outbox.notification_texts import as_plain_text, decode_body, main_type
from infra.pki.trust import current_trust
from infra.soap.messages.parser import parse_envelope
from infra.soap.messages.reading import first_argument
from infra.texts import EMPTY, Text
from infra.xmlsig import SignedName, verify_sealed, verify_signature
from infra.xmlsig.signature_tree import ClaimedSignature, signatures_beneath

MAX_MESSAGES: Final = 20
MAX_FILES: Final = 50
MAX_TEXT: Final = 50_000
"""Characters of a text that are shown."""
_SIGNED: Final = {
    "deliverSecure": SignedName.SEALED_DELIVERY_V3,
    "distributeSecure": SignedName.SIGNED_DELIVERY_V3,
}
"""By operation: what its argument is."""


class VerificationResult(models.TextChoices):
    """The result of verifying the signatures again."""

    YES = "yes"
    NO = "no"
    NOT_TRIED = "not tried"


@dataclass(frozen=True, slots=True)
class ReadableFile:
    name: str
    content_type: str
    size: int
    """Bytes, once decoded; 0: it is no base64."""
    checksum: str


@dataclass(frozen=True, slots=True)
class ReadableMessage:
    """One message of a letter."""

    subject: str
    content_type: str
    text: str
    files: Sequence[ReadableFile]


class LetterView:
    """A letter that was sent in a SOAP message."""

    def __init__(self, operation: str, body: etree._Element) -> None:
        self._operation = operation
        self._body = body

    @cached_property
    def messages(self) -> list[ReadableMessage]:
        found = [part for part in self._body.iter("{*}Message") if part.find("{*}Body") is not None]
        return [_message(part) for part in found[:MAX_MESSAGES]]

    @cached_property
    def signatures(self) -> list[ClaimedSignature]:
        return signatures_beneath(self._body)

    @cached_property
    def _verified(self) -> tuple[VerificationResult, Text]:
        name = _SIGNED.get(self._operation)
        if name is None or not self.signatures:
            return VerificationResult.NOT_TRIED, EMPTY
        try:
            (verify_sealed if name.is_seal else verify_signature)(
                first_argument(self._body), name, current_trust()
            )
        except SignatureFault as refusal:
            return VerificationResult.NO, refusal.text
        except (MinaMeddelandenError, StopIteration):
            return VerificationResult.NOT_TRIED, EMPTY
        return VerificationResult.YES, EMPTY

    @property
    def holds(self) -> VerificationResult:
        """Whether all signatures hold now, with the certificates that are trusted now."""
        return self._verified[0]

    @property
    def why_not(self) -> Text:
        return self._verified[1]


def read_letter(operation: str, request: bytes) -> LetterView | None:
    """The letter in a SOAP message; None: it has none, or is no SOAP."""
    try:
        body = parse_envelope(request).body
    except Exception:
        # What was refused for its form is shown as it came, and nothing of it is read.
        return None
    view = LetterView(operation, body)
    return view if view.messages or view.signatures else None


def _message(part: etree._Element) -> ReadableMessage:
    body = part.find("{*}Body")
    kind = _text(body, "ContentType")
    return ReadableMessage(
        subject=_text(part.find("{*}Header"), "Subject"),
        content_type=kind,
        text=_readable(kind, _text(body, "Body")),
        files=[_file(each) for each in part.findall("{*}Attachment")[:MAX_FILES]],
    )


def _readable(kind: str, written: str) -> str:
    octets = _decoded(written)
    if octets is None:
        return written[:MAX_TEXT]
    text, _is_utf8 = decode_body(octets)
    if main_type(kind) != "text/html":
        return text[:MAX_TEXT]
    try:
        return as_plain_text(kind, text)[:MAX_TEXT]
    except HtmlTooLarge:
        return text[:MAX_TEXT]


def _file(part: etree._Element) -> ReadableFile:
    octets = _decoded(_text(part, "Body"))
    name, kind = _text(part, "Filename"), _text(part, "ContentType")
    return ReadableFile(name, kind, len(octets or b""), _text(part, "Checksum"))


def _text(element: etree._Element | None, name: str) -> str:
    return (element.findtext(f"{{*}}{name}") or "").strip() if element is not None else ""


def _decoded(written: str) -> bytes | None:
    try:
        return base64.b64decode(written, validate=False)
    except ValueError:
        return None
