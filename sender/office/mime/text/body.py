"""Makes the message's body of the text of a mail: plain or HTML, always UTF-8, with its pictures in it."""

import base64
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from functools import cached_property
from html import escape
from typing import Final
from urllib.parse import quote, unquote

from django.conf import settings
from lxml import etree

from sender.office.mime.decoding import uuencoded
from sender.office.mime.decoding.charset import UnreadableText, read_text
from sender.office.mime.decoding.transfer import Undecodable
from sender.office.mime.text.flowed import join_flowed_lines
from sender.office.mime.text.word_comments import separate_word_parts
from sender.office.rejections import MailRejected

PLAIN, HTML = "text/plain", "text/html"
PICTURES: Final = {
    "image/png": b"\x89PNG\r\n",
    "image/jpeg": b"\xff\xd8\xff",
    "image/gif": b"GIF8",
    "image/webp": b"RIFF",
}
"""The types that mailboxes show within a message, and the bytes that each begins with."""
REFERENCE: Final = re.compile(r"""(?P<before>["'(=]\s*)cid:(?P<id>[^"'()\s>]+)""", re.IGNORECASE)
LOCATION: Final = re.compile(r"""(?P<before>\bsrc\s*=\s*["']?)(?P<id>[^"'\s>]+)""", re.IGNORECASE)
"""A picture by the address that its part says it has. Source: RFC 2557 (Content-Location)."""
OWN_CHARSET: Final = re.compile(
    rb"""<(?:meta\b[^<>]{0,500}?charset|\?xml\b[^<>]{0,200}?encoding)\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE
)
LOOKED_AT: Final = 4_096
"""Bytes in which an HTML text names its charset. Browsers read 1,024; Outlook may write styles before it."""
MARKUP: Final = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}>\s*)?<(?:!doctype\s+html|(?:html|head|body|meta|p|div|table|span|font|br|b|strong|h[1-6]|center|ul|ol|style)\b[^<>]{0,500}>)",
    re.IGNORECASE,
)
"""The beginning of a page of HTML that is declared as plain text."""
MARKED: Final = re.compile(r"<[a-z!/?]|&#?\w{1,20};", re.IGNORECASE)
"""A text without any of these is plain text, also when it is declared as HTML: a browser would join its lines."""
CHARSET: Final = re.compile(
    r"""(<(?:meta\b[^<>]{0,500}?charset|\?xml\b[^<>]{0,200}?encoding)\s*=\s*["']?)[\w.:-]+""", re.IGNORECASE
)
SEEN: Final = etree.XPath(
    "boolean(//img) or boolean(//text()[not(ancestor::style or ancestor::script or ancestor::head)]"
    "[translate(normalize-space(), '\u00a0\u200b\ufeff ', '') != ''])"
)
"""Whether a page shows anything: Outlook writes a page of HTML for an empty text, too."""
UNREADABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
MIN_UNREADABLE: Final = 10
MAX_UNREADABLE_SHARE: Final = 0.02
"""Share of the characters. A text with a greater share is a program's data and no text."""
QUOTED_PRINTABLE: Final = re.compile(r"=C3=[89AB][0-9A-F]|=3D[\"']")
CODE: Final = re.compile(
    r"^--[^\n]{1,200}\nContent-[\w-]{1,40}:"
    r"|^=ybegin |^\(This file must be converted with BinHex"
    r"|[,.!?:]=20$|\A\s*(?:\{\\rtf|%!PS|<\?xml)",
    re.MULTILINE,
)
"""Signs of a mail that has lost its encoding or type: a part's head, yEnc, BinHex, RTF, XML."""
MIN_BASE64: Final = 16
MAX_WORD: Final = 100
ENCRYPTED: Final = re.compile(r"^-----BEGIN PGP (?:SIGNED )?MESSAGE-----", re.MULTILINE)


@dataclass(frozen=True)
class TextPiece:
    """A part of the mail's text."""

    kind: str
    text: str
    picture: str = ""
    """The picture's Content-ID, where the piece is a picture between texts; else empty."""
    for_word: frozenset[str] = frozenset()
    """The Content-IDs of pictures that only Word would show."""

    @cached_property
    def is_empty(self) -> bool:
        """Whether a reader would see nothing."""
        if self.kind == PLAIN or not self.text.strip():
            return not self.text.strip("\u200b\ufeff \n\t\r\f\v\u00a0")
        tree = etree.fromstring(self.text.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
        return tree is None or not SEEN(tree)


@dataclass(frozen=True)
class Picture:
    """A picture that the HTML may show."""

    kind: str
    content: bytes

    @property
    def address(self) -> str:
        return f"data:{self.kind};base64,{base64.b64encode(self.content).decode()}"


def recognise_picture(octets: bytes) -> Picture | None:
    """The picture that the bytes are, also under a wrong name; None: no picture, or none that mailboxes show."""
    kind = next((kind for kind, mark in PICTURES.items() if octets.startswith(mark)), None)
    return Picture(kind, octets) if kind and (kind != "image/webp" or octets[8:12] == b"WEBP") else None


def make_standing_picture(content_id: str, name: str) -> TextPiece:
    """A piece that shows a picture alone. It is left out where a text shows the same picture."""
    return TextPiece(HTML, f'<p><img src="cid:{quote(content_id)}" alt="{escape(name)}"></p>', content_id)


def read_piece(part: Message, octets: bytes) -> tuple[TextPiece, list[tuple[str, bytes]]]:
    """Read the text of a part, and the names and contents of files that are coded within it.

    Raises:
        MailRejected: the text is encrypted or signed with PGP, cannot be read, or is code.
    """
    is_html = part.get_content_subtype() == "html"
    text = _read_part_text(part, octets, is_html=is_html)
    if ENCRYPTED.search(text):
        raise rejection_of_protected_mail("PGP")
    if QUOTED_PRINTABLE.search(text):
        raise _rejection_of_code()
    try:
        text, files = uuencoded.separate_files(text)
    except Undecodable as problem:
        raise rejection_of_damage(str(problem), "") from problem
    if MARKUP.match(text) or (is_html and MARKED.search(text)):
        html, for_word = separate_word_parts(CHARSET.sub(r"\1utf-8", text))
        return TextPiece(HTML, html, for_word=for_word), files
    if str(part.get_param("format", "")).strip().lower() == "flowed":
        text = join_flowed_lines(text, delete_space=str(part.get_param("delsp", "")).strip().lower() == "yes")
    if CODE.search(text) or _is_base64(text):
        raise _rejection_of_code()
    return TextPiece(PLAIN, text), files


def _rejection_of_code() -> MailRejected:
    return MailRejected(
        "Brevet kom fram skadat: i texten står kod i stället för ord, som mottagaren inte kan läsa. "
        "Skicka det igen från ett annat e-postprogram.",
        "The mail arrived damaged: its text holds code instead of words, which the recipient cannot read. "
        "Send it again from another e-mail program.",
    )


def _is_base64(text: str) -> bool:
    """Whether the whole text is base64 of another text, or of a file."""
    packed = "".join(text.strip().split("\n"))
    if len(packed) < MIN_BASE64 or len(packed) % 4:
        return False
    try:
        octets = base64.b64decode(packed, validate=True)
        return len(packed) > MAX_WORD or bool(octets.decode())
    except ValueError:
        return False


def _read_part_text(part: Message, octets: bytes, *, is_html: bool) -> str:
    label = charset_of(part)
    own = OWN_CHARSET.search(octets[:LOOKED_AT]) if is_html else None
    try:
        text = read_text(octets, label, within=own[1].decode("ascii", "replace") if own else "")
    except UnreadableText as problem:
        raise _rejection_of_charset(label) from problem
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    readable = UNREADABLE.sub("", text)
    if len(text) - len(readable) > max(MIN_UNREADABLE, len(text) * MAX_UNREADABLE_SHARE):
        raise _rejection_of_charset(label)
    return readable


def charset_of(part: Message) -> str:
    """The charset that the part's head names; empty where it names none."""
    try:
        found = part.get_param("charset", "")
    except (ValueError, LookupError, TypeError, AttributeError):
        # Parameters that break RFC 2231.
        return ""
    return str(found[2] if isinstance(found, tuple) else found or "")


def _rejection_of_charset(label: str) -> MailRejected:
    shown = f" ({label[:40]})" if label else ""
    return MailRejected(
        f"Brevets text går inte att läsa: teckenuppsättningen{shown} är okänd eller stämmer inte. Skicka det som "
        "UTF-8.",
        f"The mail's text cannot be read: its charset{shown} is unknown or does not fit. Send it as UTF-8.",
    )


def rejection_of_damage(encoding: str, name: str) -> MailRejected:
    """The rejection of a part with a damaged or unknown transfer encoding. `name`: of its file, if it is one."""
    code = encoding[:40]
    return MailRejected(
        f"Brevet kom fram skadat: koden ({code}) i {name or 'texten'} går inte att läsa. Skicka det igen.",
        f"The mail arrived damaged: the code ({code}) of {name or 'the text'} cannot be read. Send it again.",
    )


def rejection_of_protected_mail(how: str) -> MailRejected:
    """Why a mail that the e-mail program signed or encrypted is rejected: the mailbox could not show it."""
    return MailRejected(
        f"Brevet är krypterat eller signerat med {how} i e-postprogrammet. Stäng av det för brev hit: meddelandet "
        "signeras med organisationens certifikat.",
        f"The mail is encrypted or signed with {how} by the e-mail program. Turn that off for mail to here: the "
        "message is signed with the organisation's certificate.",
        status="5.7.5",
    )


def join_pieces(pieces: Sequence[TextPiece]) -> TextPiece:
    """Join the pieces to one: HTML if any piece is, since e-mail programs write text before and after a file."""
    shown = {name for item in pieces if not item.picture for name in names_in(item.text)}
    wanted = [item for item in pieces if not item.is_empty and item.picture not in shown]
    if all(item.kind == PLAIN for item in wanted):
        return TextPiece(PLAIN, "\n\n".join(item.text.strip("\n") for item in wanted))
    return TextPiece(HTML, "\n<hr>\n".join(_as_html(item) for item in wanted))


def names_in(html: str) -> set[str]:
    """The Content-IDs that the HTML points to."""
    return {unquote(found["id"]) for found in REFERENCE.finditer(html)}


def embed_pictures(
    html: str, pictures: Mapping[str, Picture], others: Collection[str] = ()
) -> tuple[str, set[str]]:
    """Write the pictures into the HTML. Returns the HTML, and the names of the pictures that it shows.

    `others`: the names of further parts, to which the HTML may point.

    Raises:
        MailRejected: it shows a picture that the mail does not bring, or shows pictures so often that no message
            has room for them.
    """
    shown: set[str] = set()
    addresses: dict[str, str] = {}
    left = settings.MAX_SOAP_BYTES - len(html)

    def embed(found: re.Match[str]) -> str:
        nonlocal left
        name = unquote(found["id"])
        if name not in pictures and (found.re is LOCATION or name in others):
            return found[0]
        if name not in pictures:
            raise _rejection_of_missing_picture(name)
        shown.add(name)
        address = addresses.setdefault(name, pictures[name].address)
        left -= len(address)
        if left < 0:
            raise _rejection_of_pictures()
        return found["before"] + address

    return REFERENCE.sub(embed, LOCATION.sub(embed, html)), shown


def _rejection_of_missing_picture(name: str) -> MailRejected:
    return MailRejected(
        f"Texten visar bilden {name[:80]}, som inte följer med brevet. Ta bort den eller infoga den på nytt.",
        f"The text shows the picture {name[:80]}, which the mail does not bring. Remove it, or insert it again.",
    )


def _rejection_of_pictures() -> MailRejected:
    return MailRejected(
        "Texten med sina bilder är större än ett meddelande får vara. Gör bilderna mindre eller färre.",
        "The text with its pictures is larger than a message may be. Make the pictures smaller or fewer.",
        smtp_code=552,
        status="5.3.4",
    )


def _as_html(item: TextPiece) -> str:
    if item.kind == HTML:
        return item.text
    return f"<p>{escape(item.text.strip()).replace(chr(10), '<br>')}</p>"
