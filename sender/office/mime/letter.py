"""Reads a mail as the letter that its author meant, by the rules for what a message may contain.

Source: founding document 4.4; facts.md 3 (body, attachments); contract Message v3 (lengths).
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Final

from infra import trace
from sender.compose import Enclosure, MessageText
from sender.office.mime import attachments, body, parts
from sender.office.mime.body import Piece
from sender.office.mime.headers import addresses, header
from sender.office.refusal import Refused

LONGEST_SUBJECT: Final = 255
LONGEST_ADDRESS: Final = 255
ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
ANSWERS: Final = {"auto-replied", "auto-notified"}
"""Source: RFC 3834, 5."""


@dataclass(frozen=True)
class Letter:
    """A mail that can become a message."""

    text: MessageText
    authors: tuple[str, ...]
    """The addresses in From, each of them."""
    message_id: str
    """As the header has it; empty where it has none."""
    key: str
    """The same for the same mail, however often it is handed over."""
    automatic: bool
    """Written by a program: no program answers it."""
    label: str
    """The label of the test run that it belongs to, as over SOAP; mostly empty."""


def read(octets: bytes) -> Letter:
    """The letter in a mail.

    Raises:
        Refused: it can be no message, and why.
    """
    try:
        return _read(parts.parse(octets))
    except RecursionError as problem:
        raise parts.too_deep() from problem


def _read(mail: Message) -> Letter:
    parts.require_short_headers(mail)
    automatic = _is_automatic(mail)
    subject = _subject(mail)
    found = parts.take_apart(mail)
    text, files = _text(found), list(_numbered(_without_copies(found.files)))
    if text.is_empty and not files:
        raise Refused(
            "Brevet är tomt. Skriv en text, eller bifoga en PDF.",
            "The mail is empty. Write a text, or attach a PDF.",
        )
    message = MessageText(
        subject=subject,
        body=_sentence(files) if text.is_empty else text.text,
        body_type=body.PLAIN if text.is_empty else text.kind,
        enclosures=files,
        **_support(mail),
    )
    authors = tuple(address.lower() for _, address in addresses(mail, "From"))
    message_id = header(mail, "Message-ID")
    return Letter(message, authors, message_id, _key(mail, message_id, message), automatic, _label(mail))


def _is_automatic(mail: Message) -> bool:
    """Answers of programs, such as notices of absence, are no letters: refused. Other automatic mail is one."""
    said = re.split(r"[;(\s]", header(mail, "Auto-Submitted"), maxsplit=1)[0].lower()
    if said in ANSWERS or header(mail, "X-Autoreply") or header(mail, "X-Autorespond"):
        raise Refused(
            "Det här är ett automatiskt svar, till exempel ett frånvaromeddelande. Det skickas inte vidare.",
            "This is an automatic answer, such as a notice of absence. It is not sent on.",
            code=550,
            status="5.7.1",
        )
    return said not in {"", "no"} or header(mail, "Precedence").lower() in {"bulk", "junk", "list"}


def _subject(mail: Message) -> str:
    subject = header(mail, "Subject")
    if not subject:
        raise Refused("Brevet saknar ämne. Skriv ett.", "The mail has no subject. Write one.")
    if len(subject) > LONGEST_SUBJECT:
        raise Refused(
            f"Ämnet är {len(subject)} tecken långt, och får vara {LONGEST_SUBJECT}. Korta det: det står i ett "
            "signerat brev, så ingen annan får göra det.",
            f"The subject is {len(subject)} characters long, and may be {LONGEST_SUBJECT}. Shorten it: it stands "
            "in a signed letter, so nobody else may.",
        )
    return subject


def _text(found: parts.Found) -> Piece:
    text = body.joined(found.pieces)
    shown: set[str] = set()
    if text.kind == body.HTML:
        html, shown = body.with_pictures(text.text, found.pictures)
        text = Piece(body.HTML, html)
    for name, part in found.loose.items():
        if name not in shown:
            raise attachments.refused(part)
    return text


def _without_copies(files: list[Enclosure]) -> list[Enclosure]:
    """Invitations come twice, as a part without a name and as a file: the one with a name stays."""
    named = {item.content for item in files if not item.filename.startswith(attachments.NAMELESS)}
    return [
        item for item in files if not (item.filename.startswith(attachments.NAMELESS) and item.content in named)
    ]


def _numbered(files: list[Enclosure]) -> Iterator[Enclosure]:
    """No two with the same name: who saves both would keep one."""
    taken: dict[str, int] = {}
    for item in files:
        taken[item.filename] = count = taken.get(item.filename, 0) + 1
        if count == 1:
            yield item
        else:
            stem, dot, suffix = item.filename.rpartition(".")
            yield Enclosure(f"{stem[:245]} ({count}){dot}{suffix}", item.content, item.content_type)


def _sentence(files: list[Enclosure]) -> str:
    """A message must carry a text of its own: where nobody wrote one, it says where the letter is."""
    names = ", ".join(item.filename for item in files)
    return f"Brevet finns i den bifogade filen {names}." if len(files) == 1 else f"Brevet finns i filerna {names}."


def _label(mail: Message) -> str:
    label = header(mail, trace.LABEL_HEADER)
    if wrong := trace.wrong_with_label(label):
        raise Refused(*wrong)
    return label


def _support(mail: Message) -> dict[str, str]:
    """Whom to ask: nobody can answer a message, so the address that an answer would go to stands in it."""
    for name in ("Reply-To", "From"):
        for title, address in addresses(mail, name):
            if len(address) <= LONGEST_ADDRESS and ADDRESS.fullmatch(address):
                whom = f"{title}, {address}" if title and title != address else address
                return {"support_text": f"Frågor om brevet: {whom}"[:1024], "support_email": address}
    return {}


def _key(mail: Message, message_id: str, text: MessageText) -> str:
    if message_id:
        return hashlib.sha256(message_id.encode()).hexdigest()
    digest = hashlib.sha256(repr((header(mail, "Date"), text.subject, text.body_type, text.body)).encode())
    for item in text.enclosures:
        digest.update(repr((item.filename, hashlib.sha256(item.content).digest())).encode())
    return digest.hexdigest()
