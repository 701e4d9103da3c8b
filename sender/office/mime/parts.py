"""Takes a mail apart: its text, its files, and the pictures in its text. Other parts are rejected by name."""

import hashlib
import re
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from pathlib import PurePosixPath
from typing import Final

from infra import trace
from infra.message_rules.file_types import CALENDAR, recognise_content
from sender.compose import AttachedFile
from sender.office.mime import attachments, unwanted
from sender.office.mime.decoding import apple_single
from sender.office.mime.decoding.repair import repair_heads
from sender.office.mime.decoding.signed import mail_in_signature
from sender.office.mime.decoding.transfer import Undecodable, decode_part
from sender.office.mime.text import body
from sender.office.mime.text.body import TextPiece
from sender.office.mime.text.pictures import Picture, recognise_picture
from sender.office.rejections import MailRejected

MAX_DEPTH: Final = 20
MAX_MULTIPARTS: Final = 50
"""The parser reads every line once more for each nested part."""
MAX_HEADER: Final = 50_000
"""Characters of a header that is read. Parsing a longer list of addresses takes too long."""
READ: Final = frozenset(
    {"from", "reply-to", "subject", "message-id", "date", "auto-submitted", "precedence", "x-autoreply",
     "x-autorespond", "x-auto-response-suppress", "x-ms-exchange-inbox-rules-loop", trace.LABEL_HEADER.lower()}
)  # fmt: skip
"""Headers that are parsed. Others, such as those that servers add on the way, may be of any length."""
MAX_PARAMETERS: Final = 8_000
"""Characters of a header with parameters, which takes longer to parse. A file name in it has 255 at most."""
WITH_PARAMETERS: Final = frozenset(
    {"content-type", "content-disposition", "content-transfer-encoding", "content-id", "content-location"}
)
MAX_FILES: Final = 100
MULTIPART: Final = re.compile(rb"multipart/", re.IGNORECASE)
OF_PROGRAMS: Final = {
    "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
    "application/pgp-keys", "application/applefile",
}  # fmt: skip
"""Parts that e-mail programs add for one another, and that the author did not write."""
APPLE_FILE: Final = "application/applefile"
APPLE_DOUBLE: Final = b"\x00\x05\x16\x07"
"""The beginning of the half of a Mac file that holds its icon and the like. Source: RFC 1740."""
FILES: Final = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"BEGIN:VCALENDAR")
"""Beginnings that no text has: the part is a file, and the program left its type out."""
SMIME: Final = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
SMIME_ENDINGS: Final = (".p7m", ".p7c")
SIGNATURES: Final = ("smime.p7s", "signature.asc")
"""Names of signatures, also where a list or a server has taken away what says that they are."""
READ_AS_TEXT: Final = {body.PLAIN, body.HTML, "text/markdown", "text/x-markdown"}
"""Markdown is made to be read as it is. Source: RFC 7763, 1.1."""
LEFT_OVER: Final = re.compile(r"ATT\d+\.(?:txt|html?)", re.IGNORECASE)
"""Names that Exchange gives to text that follows a file."""
OF_WORD: Final = (".mso", ".wmz", ".emz")
"""Names of parts that only Word's own drawings need."""


@dataclass
class MailParts:
    """The texts, files and pictures of a mail, or of a part of it."""

    pieces: list[TextPiece] = field(default_factory=list)
    files: list[AttachedFile] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    loose: dict[str, Message] = field(default_factory=dict)
    """The parts of the pictures, by Content-ID. A picture that the text does not show is rejected."""
    file_ids: set[str] = field(default_factory=set)
    """The Content-IDs of files: a text may say where they stand."""

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
        self.file_ids |= other.file_ids


def parse_mail(octets: bytes) -> Message:
    """Parse a mail to a tree of parts.

    Raises:
        MailRejected: it has more parts within parts than e-mail programs write.
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
    unwanted.require_letter(part, kind)
    if kind in SMIME or (
        not part.is_multipart() and attachments.file_name_of(part).lower().endswith(SMIME_ENDINGS)
    ):
        return _take_apart_signed(part, depth)
    if kind == "multipart/alternative":
        return _choose_alternative(
            [take_apart(child, depth + 1) for child in _children_of(part) if not _is_for_others(child)]
        )
    if kind == "multipart/signed":
        # The other part is the signature, which holds for the mail and not for the letter made of it.
        return take_apart(_signed_child(part), depth + 1)
    if part.get_content_maintype() == "multipart":
        found = _merge_parts([take_apart(child, depth + 1) for child in _children_of(part)])
        return _within_text(found) if kind == "multipart/related" else found
    return _read_leaf(part, kind)


def _take_apart_signed(part: Message, depth: int) -> MailParts:
    """What a signature holds that encloses the mail; encrypted ones are rejected."""
    name = attachments.file_name_of(part)
    mail = mail_in_signature(_decode_content(part, "smime.p7m"))
    if not mail:
        raise body.rejection_of_protected_mail("S/MIME")
    if mail.startswith(FILES):
        # A file that was signed by itself, such as "avtal.pdf.p7m".
        return _read_packed_file(part, name.rpartition(".")[0], mail)
    return take_apart(parse_mail(mail), depth + 1)


def _signed_child(part: Message) -> Message:
    """The part that is signed: the first but for the signature, which a gateway may have put before it."""
    children = _children_of(part)
    return next((child for child in children if child.get_content_type().lower() not in OF_PROGRAMS), children[0])


def _within_text(found: MailParts) -> MailParts:
    """The content without pictures between the texts: these pictures belong where a text shows them."""
    found.pieces = [item for item in found.pieces if not item.picture]
    return found


def require_short_headers(part: Message) -> None:
    """Return if no header that is read is longer than e-mail programs write.

    Raises:
        MailRejected: one is.
    """
    for name, value in part.raw_items():
        most = MAX_PARAMETERS if name.lower() in WITH_PARAMETERS else MAX_HEADER
        if len(str(value)) > most and name.lower() in READ | WITH_PARAMETERS:
            raise MailRejected(
                f"Brevets huvud {name[:40]} är längre än {most} tecken.",
                f"The mail's header {name[:40]} is longer than {most} characters.",
            )


def _is_for_others(part: Message) -> bool:
    """Whether the part is a form of the text for watches and the like, beside plain text and HTML."""
    known = {body.PLAIN, body.HTML, CALENDAR.content_type}
    is_file = part.get_content_disposition() == "attachment" or bool(attachments.file_name_of(part))
    return part.get_content_maintype() == "text" and part.get_content_type() not in known and not is_file


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
    """Choose the richest of texts that say the same, and of equally rich ones the last. Source: RFC 2046, 5.1.4.

    HTML comes before plain text: the mailbox shows headings, lists, tables, links and pictures, and e-mail
    programs make the plain text beside them automatically.
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
    if kind in OF_PROGRAMS and kind != APPLE_FILE:
        return MailParts()
    name = attachments.file_name_of(part)
    if name.lower() in SIGNATURES:
        return MailParts()
    octets = _decode_content(part, name)
    unwanted.require_invitation(part, octets)
    if kind == APPLE_FILE or octets.startswith((APPLE_DOUBLE, apple_single.MARK)):
        return _read_apple_file(part, name, octets)
    if (picture := recognise_picture(octets)) and (found := _read_shown_picture(part, name, picture)):
        return found
    if kind in READ_AS_TEXT and _is_text(part, name, octets):
        return _read_text(part, octets)
    content_id = _content_id_of(part)
    if content_id and (part.get_content_maintype() == "image" or name.lower().endswith(OF_WORD)):
        return MailParts(loose={content_id: part})
    if _is_text_of_another_format(part, kind, name, octets):
        raise body.rejection_of_format(kind)
    return MailParts(files=[attachments.read_attachment(part, octets)], file_ids={content_id} - {""})


def _is_text_of_another_format(part: Message, kind: str, name: str, octets: bytes) -> bool:
    """Whether this is the text of the mail, and no attachment, in a format that no mailbox shows."""
    is_text = part.get_content_maintype() == "text" or kind in body.FORMATS
    return (
        is_text and not name and part.get_content_disposition() != "attachment" and not recognise_content(octets)
    )


def _content_id_of(part: Message) -> str:
    return str(part.get("Content-ID", "")).strip().strip("<>")


def _read_apple_file(part: Message, name: str, octets: bytes) -> MailParts:
    """The file in what a Mac has packed together; nothing of the half that holds only the icon and the like."""
    content = apple_single.content_of(octets)
    return _read_packed_file(part, name, content) if content else MailParts()


def _read_packed_file(part: Message, name: str, content: bytes) -> MailParts:
    file = attachments.recognise_attachment(name, content)
    if file is None:
        raise attachments.rejection_of_part(part)
    return MailParts(files=[file])


def _read_shown_picture(part: Message, name: str, picture: Picture) -> MailParts | None:
    """Read a picture that a text shows, or that stands between texts, as telephones send it. None: a file."""
    location = str(part.get("Content-Location", "")).strip()
    content_id = _content_id_of(part) or location
    is_inline = part.get_content_disposition() == "inline"
    if not (content_id or is_inline):
        return None
    content_id = content_id or hashlib.sha256(picture.content).hexdigest()
    standing = [body.make_standing_picture(content_id, name)] if is_inline else []
    # A text may point to it by any of its names.
    names = {content_id, location, name} - {""}
    return MailParts(pieces=standing, pictures=dict.fromkeys(names, picture), loose={content_id: part})


def _is_text(part: Message, name: str, octets: bytes) -> bool:
    """Whether the part is text to be read. Attached text is a file, unless a mail system attached it by itself."""
    if octets.lstrip().startswith(FILES) or (name and recognise_content(octets)):
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
