"""Takes a mail apart: its text, its files, and the pictures in its text. What has no place is refused by name."""

import re
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import InvalidBase64CharactersDefect, InvalidBase64LengthDefect, InvalidBase64PaddingDefect
from email.message import Message
from typing import Final

from sender.compose import Enclosure
from sender.office.mime import attachments, body
from sender.office.mime.body import PICTURES, Picture, Piece
from sender.office.refusal import Refused

DEEPEST: Final = 20
MOST_MULTIPARTS: Final = 50
"""Each one within another costs the parser a look at every line."""
LONGEST_HEADER: Final = 50_000
"""Characters: parsers of addresses and parameters take long over long ones."""
MULTIPART: Final = re.compile(rb"multipart/", re.IGNORECASE)
DAMAGED: Final = (InvalidBase64CharactersDefect, InvalidBase64LengthDefect, InvalidBase64PaddingDefect)
SMIME: Final = {
    "application/pkcs7-mime", "application/x-pkcs7-mime", "application/pkcs7-signature",
    "application/x-pkcs7-signature",
}  # fmt: skip
PGP: Final = {"application/pgp-encrypted", "application/pgp-signature", "application/pgp-keys"}
REPORTS: Final = {"multipart/report", "message/delivery-status", "message/disposition-notification"}


@dataclass
class Found:
    """What a mail, or a part of it, holds."""

    pieces: list[Piece] = field(default_factory=list)
    files: list[Enclosure] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    loose: dict[str, Message] = field(default_factory=dict)
    """By Content-ID: the parts of the pictures, to be refused where the text does not show them."""

    @property
    def richness(self) -> int:
        """0 without text, 1 with plain text, 2 with HTML."""
        return max((1 + (item.kind == body.HTML) for item in self.pieces if not item.is_empty), default=0)

    def add(self, other: "Found", *, with_text: bool = True) -> None:
        if with_text:
            self.pieces += other.pieces
        self.files += [item for item in other.files if item not in self.files]
        self.pictures |= other.pictures
        self.loose |= other.loose


def parse(octets: bytes) -> Message:
    """The mail as a tree.

    Raises:
        Refused: so many parts within parts that no e-mail program has made it.
    """
    if len(MULTIPART.findall(octets)) > MOST_MULTIPARTS:
        raise too_deep()
    return message_from_bytes(octets)


def too_deep() -> Refused:
    return Refused(
        f"Brevet har för många delar i varandra (fler än {DEEPEST} nivåer eller {MOST_MULTIPARTS} grupper).",
        f"The mail has too many parts within parts (more than {DEEPEST} levels or {MOST_MULTIPARTS} groups).",
    )


def take_apart(part: Message, depth: int = 0) -> Found:
    """What the part holds.

    Raises:
        Refused: something in it can be no part of a message; says what.
    """
    if depth > DEEPEST:
        raise too_deep()
    require_short_headers(part)
    kind = part.get_content_type().lower()
    _require_readable(kind)
    if kind == "multipart/alternative":
        return _best([take_apart(child, depth + 1) for child in _children(part) if not _is_for_others(child)])
    if part.get_content_maintype() == "multipart":
        return _together([take_apart(child, depth + 1) for child in _children(part)])
    return _leaf(part, kind)


def require_short_headers(part: Message) -> None:
    """Return if no header is longer than any e-mail program makes it.

    Raises:
        Refused: one is.
    """
    for name, value in part.raw_items():
        if len(str(value)) > LONGEST_HEADER:
            raise Refused(
                f"Brevets huvud {name[:40]} är längre än {LONGEST_HEADER} tecken.",
                f"The mail's header {name[:40]} is longer than {LONGEST_HEADER} characters.",
            )


def _is_for_others(part: Message) -> bool:
    """A form of the text for clocks and the like, beside those that everybody reads."""
    known = {body.PLAIN, body.HTML, attachments.CALENDAR}
    return part.get_content_maintype() == "text" and part.get_content_type() not in known and not _is_file(part)


def _require_readable(kind: str) -> None:
    if kind in SMIME or kind == "multipart/signed":
        raise body.protected("S/MIME" if kind in SMIME else "S/MIME eller PGP")
    if kind in PGP or kind == "multipart/encrypted":
        raise body.protected("PGP")
    if kind in REPORTS:
        raise Refused(
            "Det här är en studs eller ett kvitto från ett e-postsystem, och inget brev till någon.",
            "This is a bounce or a receipt of a mail system, and no letter to anybody.",
            code=550,
            status="5.7.1",
        )


def _children(part: Message) -> list[Message]:
    children = part.get_payload()
    if isinstance(children, list):
        return [child for child in children if isinstance(child, Message)]
    raise Refused(
        "Brevet kom fram skadat: det säger sig ha flera delar, men gränsen mellan dem finns inte. Skicka det "
        "igen.",
        "The mail arrived damaged: it says that it has several parts, but the boundary between them is missing. "
        "Send it again.",
    )


def _best(alternatives: list[Found]) -> Found:
    """Of texts that say the same, the richest, and of equals the last. Source: RFC 2046, 5.1.4.

    HTML before plain text: the mailbox shows headings, lists, tables, links and pictures, and the plain text
    that e-mail programs write beside them is made by machine.
    """
    best = max(reversed(alternatives), key=lambda found: found.richness, default=Found())
    whole = Found()
    for found in alternatives:
        whole.add(found, with_text=found is best)
    return whole


def _together(children: list[Found]) -> Found:
    whole = Found()
    for found in children:
        whole.add(found)
    return whole


def _leaf(part: Message, kind: str) -> Found:
    if part.is_multipart():
        raise attachments.refused(part)
    octets = _content(part)
    if kind in {body.PLAIN, body.HTML} and not _is_file(part):
        return Found(pieces=[body.piece(part, octets)])
    name = str(part.get("Content-ID", "")).strip().strip("<>")
    if kind in PICTURES and name:
        return Found(pictures={name: Picture(kind, octets)}, loose={name: part})
    return Found(files=[attachments.enclosure(part, octets)])


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(attachments.file_name(part))


def _content(part: Message) -> bytes:
    octets = part.get_payload(decode=True)
    if any(isinstance(defect, DAMAGED) for defect in part.defects):
        name = attachments.file_name(part)
        raise Refused(
            f"Brevet kom fram skadat: base64-koden i {name or 'texten'} går inte att läsa. Skicka det igen.",
            f"The mail arrived damaged: the base64 of {name or 'the text'} cannot be read. Send it again.",
        )
    return octets if isinstance(octets, bytes) else b""
