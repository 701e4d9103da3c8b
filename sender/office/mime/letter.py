"""Makes a letter of a mail, by the rules for what a message may contain.

Source: founding document 4.4; facts.md 3 (body, attachments); contract Message v3 (lengths).
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from itertools import chain, count
from typing import Final, TypedDict

from infra import trace
from infra.message_rules.file_types import CALENDAR
from sender.compose import AttachedFile, MessageText
from sender.office.mime import attachments, parts
from sender.office.mime.decoding.headers import read_addresses, read_header
from sender.office.mime.decoding.repair import repair_heads
from sender.office.mime.text import body, pictures
from sender.office.mime.text.body import TextPiece
from sender.office.mime.text.lost_encoding import is_coded_subject
from sender.office.rejections import MailRejected

MAX_SUBJECT: Final = 255
MAX_ADDRESS: Final = 255
ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
ANSWERS: Final = {"auto-replied", "auto-notified"}
"""Source: RFC 3834, 5."""
ANSWERED: Final = ("X-Autoreply", "X-Autorespond")
UNANSWERED: Final = ("Auto-Submitted", "X-Auto-Response-Suppress", "X-MS-Exchange-Inbox-Rules-Loop")
"""Headers of programs that want no answer, which Exchange's notices of absence have, and bills as well."""
ANSWER: Final = re.compile(
    r"(?:automatiskt svar|autosvar|auto(?:matic)?[- ]?reply|out of office|(frånvar(?:o|omeddelande|ande)))\s*:",
    re.IGNORECASE,
)
ANSWERING: Final = ("In-Reply-To", "References")
"""Headers of answers. What a school writes to parents of a child's absence is none."""


class _Support(TypedDict, total=False):
    support_text: str
    support_email: str


@dataclass(frozen=True)
class MailLetter:
    """A letter read from a mail: its text and files, and what the gateway needs to know of the mail."""

    text: MessageText
    authors: tuple[str, ...]
    """The addresses in From, each of them."""
    message_id: str
    """As the header has it; empty where it has none."""
    key: str
    """The same for the same mail, however often it is handed over."""
    is_automatic: bool
    """Whether a program wrote it: replies to it do not leave the simulator."""
    label: str
    """The label of the test run that it belongs to, as over SOAP; else empty."""


def read_letter(octets: bytes) -> MailLetter:
    """Read a mail as a letter.

    Raises:
        MailRejected: the mail cannot become a message, and why.
    """
    try:
        return _read_mail(parts.parse_mail(octets))
    except RecursionError as problem:
        raise parts.rejection_of_nesting() from problem


def find_label(octets: bytes) -> str | None:
    """The label of a test run in the mail's header. None: it has none, or none that can be used."""
    head = re.split(rb"\r?\n\r?\n", octets, maxsplit=1)[0]
    label = read_header(message_from_bytes(repair_heads(head)), trace.LABEL_HEADER)
    return None if trace.wrong_with_label(label) else label or None


def _read_mail(mail: Message) -> MailLetter:
    parts.require_short_headers(mail)
    is_automatic = _is_automatic(mail)
    subject = _read_subject(mail)
    found = parts.take_apart(mail)
    text, files = _join_text(found), list(_with_distinct_names(_without_copies(found.files)))
    if text.is_empty and not files:
        raise MailRejected(
            "Brevet är tomt, eller visar bara bilder på en webbserver. Skriv en text, eller bifoga en PDF.",
            "The mail is empty, or shows only pictures on a web server. Write a text, or attach a PDF.",
        )
    message = MessageText(
        subject=subject,
        body=_describe_files(files) if text.is_empty else text.text,
        body_type=body.PLAIN if text.is_empty else text.kind,
        attachments=files,
        **_find_support(mail),
    )
    authors = tuple(address.lower() for _, address in read_addresses(mail, "From"))
    message_id = read_header(mail, "Message-ID")
    return MailLetter(
        message, authors, message_id, _make_key(mail, message_id, message), is_automatic, _read_label(mail)
    )


def _is_automatic(mail: Message) -> bool:
    """Whether a program wrote the mail.

    Raises:
        MailRejected: it is a program's answer to a mail, such as a notice of absence, and no letter.
    """
    said = re.split(r"[;(\s]", read_header(mail, "Auto-Submitted"), maxsplit=1)[0].lower()
    if said in ANSWERS or _is_answer(mail):
        raise MailRejected(
            "Det här är ett automatiskt svar, till exempel ett frånvaromeddelande. Det skickas inte vidare.",
            "This is an automatic answer, such as a notice of absence. It is not sent on.",
            smtp_code=550,
            status="5.7.1",
        )
    return said not in {"", "no"} or read_header(mail, "Precedence").lower() in {"bulk", "junk", "list"}


def _is_answer(mail: Message) -> bool:
    """Whether a program says by other headers that it answers, or by its subject and that it wants no answer."""
    if read_header(mail, "Precedence").lower() == "auto_reply" or any(read_header(mail, n) for n in ANSWERED):
        return True
    found = ANSWER.match(read_header(mail, "Subject"))
    if found is None or (found[1] and not any(name in mail for name in ANSWERING)):
        return False
    return any(read_header(mail, name) for name in UNANSWERED)


def _read_subject(mail: Message) -> str:
    subject = read_header(mail, "Subject")
    if not subject:
        raise MailRejected("Brevet saknar ämne. Skriv ett.", "The mail has no subject. Write one.")
    if is_coded_subject(subject):
        raise MailRejected(
            "Ämnet kom fram skadat: där står kod eller tecken som har gått förlorade i stället för bokstäver. "
            "Skriv ämnet på nytt.",
            "The subject arrived damaged: it has code or lost characters in place of letters. Write it again.",
        )
    if len(subject) > MAX_SUBJECT:
        raise MailRejected(
            f"Ämnet är {len(subject)} tecken långt, och får vara {MAX_SUBJECT}. Korta det: det står i ett "
            "signerat brev, så ingen annan får göra det.",
            f"The subject is {len(subject)} characters long, and may be {MAX_SUBJECT}. Shorten it: it stands "
            "in a signed letter, so nobody else may.",
        )
    return subject


def _join_text(found: parts.MailParts) -> TextPiece:
    text = body.join_pieces(found.pieces)
    shown: set[str] = set()
    if text.kind == body.HTML:
        html, shown = pictures.embed_pictures(text.text, found.pictures, {*found.loose, *found.file_ids})
        text = TextPiece(body.HTML, html)
    for_word = set[str]().union(*(piece.for_word for piece in found.pieces)) - pictures.names_in(text.text)
    seen = {found.pictures[name] for name in shown}
    for name, part in found.loose.items():
        if name not in shown | for_word and found.pictures.get(name) not in seen:
            raise attachments.rejection_of_part(part)
    return text


def _without_copies(files: list[AttachedFile]) -> list[AttachedFile]:
    """The files without those that come twice. Invitations do, with and without a name: the named one is kept."""
    named = {_lines_of(item) for item in files if not item.filename.startswith(attachments.NAMELESS)}
    return [
        item for item in files if not (item.filename.startswith(attachments.NAMELESS) and _lines_of(item) in named)
    ]


def _lines_of(item: AttachedFile) -> bytes:
    """The content, and of a calendar file its lines, which mail systems end in several ways."""
    is_text = item.content_type == CALENDAR.content_type
    return b"\n".join(item.content.strip().splitlines()) if is_text else item.content


def _with_distinct_names(files: list[AttachedFile]) -> Iterator[AttachedFile]:
    """Number files of the same name: saved to one folder, one would replace the other, in capitals too."""
    taken: set[str] = set()
    for item in files:
        stem, dot, suffix = item.filename.rpartition(".")
        numbered = (f"{stem[:245]} ({number}){dot}{suffix}" for number in count(2))
        name = next(each for each in chain([item.filename], numbered) if each.casefold() not in taken)
        taken.add(name.casefold())
        yield AttachedFile(name, item.content, item.content_type)


def _describe_files(files: list[AttachedFile]) -> str:
    """The text of a message without one: it names the files, since a message must have a text."""
    names = ", ".join(item.filename for item in files)
    return f"Brevet finns i den bifogade filen {names}." if len(files) == 1 else f"Brevet finns i filerna {names}."


def _read_label(mail: Message) -> str:
    label = read_header(mail, trace.LABEL_HEADER)
    if wrong := trace.wrong_with_label(label):
        raise MailRejected(*wrong)
    return label


def _find_support(mail: Message) -> _Support:
    """Contact fields of the message. A message cannot be answered, so they hold the address for answers."""
    for name in ("Reply-To", "From"):
        for title, address in read_addresses(mail, name):
            if len(address) <= MAX_ADDRESS and ADDRESS.fullmatch(address):
                contact = f"{title}, {address}" if title and title != address else address
                return _Support(support_text=f"Frågor om brevet: {contact}"[:1024], support_email=address)
    return _Support()


def _make_key(mail: Message, message_id: str, text: MessageText) -> str:
    if message_id:
        return hashlib.sha256(message_id.encode()).hexdigest()
    digest = hashlib.sha256(repr((read_header(mail, "Date"), text.subject, text.body_type, text.body)).encode())
    for item in text.attachments:
        digest.update(repr((item.filename, hashlib.sha256(item.content).digest())).encode())
    return digest.hexdigest()
