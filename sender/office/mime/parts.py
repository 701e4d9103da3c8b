"""Takes a mail apart: its text, its files, and the pictures in its text. What has no place is refused by name."""

import hashlib
import re
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from pathlib import PurePosixPath
from typing import Final

from infra.message_rules.file_types import CALENDAR, recognise
from sender.compose import Enclosure
from sender.office.mime import attachments, body
from sender.office.mime.body import Picture, TextPiece
from sender.office.mime.repair import repair_heads
from sender.office.mime.transfer import Undecodable, decode_part
from sender.office.rejections import MailRejected

MAX_DEPTH: Final = 20
MAX_MULTIPARTS: Final = 50
"""Each one within another costs the parser a look at every line."""
MAX_HEADER: Final = 50_000
"""Characters: parsers of addresses take long over long ones."""
MAX_PARAMETERS: Final = 8_000
"""Characters of a header with parameters, whose parser takes longer: a name in it has 255 characters."""
MAX_FILES: Final = 100
MULTIPART: Final = re.compile(rb"multipart/", re.IGNORECASE)
SMIME: Final = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
PGP: Final = {"application/pgp-encrypted"}
OF_PROGRAMS: Final = {
    "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
    "application/pgp-keys", "application/applefile",
}  # fmt: skip
"""What e-mail programs put beside a mail for one another, and no author wrote."""
APPLE_DOUBLE: Final = b"\x00\x05\x16\x07"
"""How the half of a Mac file begins that holds its icon and the like. Source: RFC 1740."""
FILES: Final = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"BEGIN:VCALENDAR")
"""How no text begins: a file whose type the program left out."""
SMIME_ENDINGS: Final = (".p7m", ".p7c")
LEFT_OVER: Final = re.compile(r"ATT\d+\.(?:txt|html?)", re.IGNORECASE)
"""What Exchange calls the text that stands after a file."""
REPORTS: Final = {"multipart/report", "message/delivery-status", "message/disposition-notification"}


@dataclass
class MailParts:
    """What a mail, or a part of it, holds."""

    pieces: list[TextPiece] = field(default_factory=list)
    files: list[Enclosure] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    loose: dict[str, Message] = field(default_factory=dict)
    """By Content-ID: the parts of the pictures, to be refused where the text does not show them."""

    @property
    def richness(self) -> int:
        """0 without text, 1 with plain text, 2 with HTML."""
        return max((1 + (item.kind == body.HTML) for item in self.pieces if not item.is_empty), default=0)

    def add(self, other: "MailParts", *, with_text: bool = True) -> None:
        if with_text:
            self.pieces += other.pieces
        self.files += [item for item in other.files if item not in self.files]
        if len(self.files) > MAX_FILES:
            raise MailRejected(
                f"Brevet har fler än {MAX_FILES} bilagor. Skicka flera brev.",
                f"The mail has more than {MAX_FILES} attachments. Send several mails.",
            )
        self.pictures |= other.pictures
        self.loose |= other.loose


def parse_mail(octets: bytes) -> Message:
    """The mail as a tree.

    Raises:
        MailRejected: so many parts within parts that no e-mail program has made it.
    """
    if len(MULTIPART.findall(octets)) > MAX_MULTIPARTS:
        raise rejection_of_nesting()
    return message_from_bytes(repair_heads(octets))


def rejection_of_nesting() -> MailRejected:
    return MailRejected(
        f"Brevet har för många delar i varandra (fler än {MAX_DEPTH} nivåer eller {MAX_MULTIPARTS} grupper).",
        f"The mail has too many parts within parts (more than {MAX_DEPTH} levels or {MAX_MULTIPARTS} groups).",
    )


def take_apart(part: Message, depth: int = 0) -> MailParts:
    """What the part holds.

    Raises:
        MailRejected: something in it can be no part of a message; says what.
    """
    if depth > MAX_DEPTH:
        raise rejection_of_nesting()
    require_short_headers(part)
    kind = part.get_content_type().lower()
    _require_readable(kind)
    if kind == "multipart/alternative":
        return _choose_alternative(
            [take_apart(child, depth + 1) for child in _children_of(part) if not _is_for_others(child)]
        )
    if kind == "multipart/signed":
        # The other part is the signature, which holds for the mail and not for the letter made of it.
        return take_apart(_children_of(part)[0], depth + 1)
    if part.get_content_maintype() == "multipart":
        found = _merge_parts([take_apart(child, depth + 1) for child in _children_of(part)])
        return _within_text(found) if kind == "multipart/related" else found
    return _read_leaf(part, kind)


def _within_text(found: MailParts) -> MailParts:
    """Pictures that belong to a text stand where it shows them, and nowhere else."""
    found.pieces = [item for item in found.pieces if not item.picture]
    return found


def require_short_headers(part: Message) -> None:
    """Return if no header is longer than any e-mail program makes it.

    Raises:
        MailRejected: one is.
    """
    for name, value in part.raw_items():
        most = MAX_PARAMETERS if name.lower().startswith("content-") else MAX_HEADER
        if len(str(value)) > most:
            raise MailRejected(
                f"Brevets huvud {name[:40]} är längre än {most} tecken.",
                f"The mail's header {name[:40]} is longer than {most} characters.",
            )


def _is_for_others(part: Message) -> bool:
    """A form of the text for clocks and the like, beside those that everybody reads."""
    known = {body.PLAIN, body.HTML, CALENDAR.content_type}
    is_file = part.get_content_disposition() == "attachment" or bool(attachments.file_name_of(part))
    return part.get_content_maintype() == "text" and part.get_content_type() not in known and not is_file


def _require_readable(kind: str) -> None:
    if kind in SMIME:
        raise body.rejection_of_protected_mail("S/MIME")
    if kind in PGP or kind == "multipart/encrypted":
        raise body.rejection_of_protected_mail("PGP")
    if kind in REPORTS:
        raise MailRejected(
            "Det här är en studs eller ett kvitto från ett e-postsystem, och inget brev till någon.",
            "This is a bounce or a receipt of a mail system, and no letter to anybody.",
            smtp_code=550,
            status="5.7.1",
        )


def _children_of(part: Message) -> list[Message]:
    children = part.get_payload()
    if isinstance(children, list) and children:
        return [child for child in children if isinstance(child, Message)]
    raise MailRejected(
        "Brevet kom fram skadat: det säger sig ha flera delar, men gränsen mellan dem finns inte. Skicka det "
        "igen.",
        "The mail arrived damaged: it says that it has several parts, but the boundary between them is missing. "
        "Send it again.",
    )


def _choose_alternative(alternatives: list[MailParts]) -> MailParts:
    """Of texts that say the same, the richest, and of equals the last. Source: RFC 2046, 5.1.4.

    HTML before plain text: the mailbox shows headings, lists, tables, links and pictures, and the plain text
    that e-mail programs write beside them is made by machine.
    """
    best = max(reversed(alternatives), key=lambda found: found.richness, default=MailParts())
    whole = MailParts()
    for found in alternatives:
        whole.add(found, with_text=found is best)
    return whole


def _merge_parts(children: list[MailParts]) -> MailParts:
    whole = MailParts()
    for found in children:
        whole.add(found)
    return whole


def _read_leaf(part: Message, kind: str) -> MailParts:
    if part.is_multipart():
        raise attachments.rejection_of_part(part)
    if kind in OF_PROGRAMS:
        return MailParts()
    name = attachments.file_name_of(part)
    if name.lower().endswith(SMIME_ENDINGS):
        raise body.rejection_of_protected_mail("S/MIME")
    octets = _decode_content(part, name)
    if octets.startswith(APPLE_DOUBLE):
        return MailParts()
    if (picture := body.recognise_picture(octets)) and (found := _read_shown_picture(part, name, picture)):
        return found
    if kind in {body.PLAIN, body.HTML} and _is_text(part, name, octets):
        return _read_text(part, octets)
    return MailParts(files=[attachments.read_attachment(part, octets)])


def _read_shown_picture(part: Message, name: str, picture: Picture) -> MailParts | None:
    """A picture that the text shows, or that stands inline between texts, as telephones send it. None: a file."""
    content_id = (
        str(part.get("Content-ID", "")).strip().strip("<>") or str(part.get("Content-Location", "")).strip()
    )
    is_inline = part.get_content_disposition() == "inline"
    if not (content_id or is_inline):
        return None
    content_id = content_id or hashlib.sha256(picture.content).hexdigest()
    standing = [body.make_standing_picture(content_id, name)] if is_inline else []
    return MailParts(pieces=standing, pictures={content_id: picture}, loose={content_id: part})


def _is_text(part: Message, name: str, octets: bytes) -> bool:
    """A name makes no file of a text; that it was attached does, unless a mail system did so by itself."""
    if octets.lstrip().startswith(FILES) or (name and recognise(octets)):
        return False
    if part.get_content_disposition() != "attachment":
        return True
    return bool(LEFT_OVER.fullmatch(name)) or not octets.strip()


def _read_text(part: Message, octets: bytes) -> MailParts:
    piece, coded = body.read_piece(part, octets)
    files = []
    for name, content in coded:
        file = attachments.recognise_attachment(PurePosixPath(name.replace("\\", "/")).name, content)
        if file is None:
            raise attachments.rejection_of_coded_file(name)
        files.append(file)
    return MailParts(pieces=[piece], files=files)


def _decode_content(part: Message, name: str) -> bytes:
    try:
        return decode_part(part)
    except Undecodable as problem:
        raise body.rejection_of_damage(str(problem), name) from problem
