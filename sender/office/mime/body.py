"""The text of a mail as the message's body: plain or HTML, always UTF-8, pictures within it."""

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from functools import cached_property
from html import escape
from typing import Final
from urllib.parse import unquote

from lxml import etree

from sender.office.mime.headers import decoded
from sender.office.refusal import Refused

PLAIN, HTML = "text/plain", "text/html"
PICTURES: Final = {
    "image/png": "image/png",
    "image/jpeg": "image/jpeg",
    "image/jpg": "image/jpeg",
    "image/pjpeg": "image/jpeg",
    "image/gif": "image/gif",
    "image/webp": "image/webp",
}
"""Those that mailboxes show within a message."""
REFERENCE: Final = re.compile(r"""(?P<before>["'(=]\s*)cid:(?P<id>[^"'()\s>]+)""", re.IGNORECASE)
CHARSET: Final = re.compile(r"""(<meta\b[^>]{0,500}?charset\s*=\s*["']?)[\w.:-]+""", re.IGNORECASE)
SEEN: Final = etree.XPath(
    "boolean(//img) or boolean(//text()[not(ancestor::style or ancestor::script or ancestor::head)]"
    "[translate(normalize-space(), '\u00a0\u200b\ufeff ', '') != ''])"
)
"""Outlook writes a page of HTML where nobody wrote a word."""
UNREADABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
ENCRYPTED: Final = re.compile(r"^-----BEGIN PGP (?:SIGNED )?MESSAGE-----", re.MULTILINE)


@dataclass(frozen=True)
class Piece:
    """A part of the mail's text."""

    kind: str
    text: str

    @cached_property
    def is_empty(self) -> bool:
        """Nothing to see."""
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
        return f"data:{PICTURES[self.kind]};base64,{base64.b64encode(self.content).decode()}"


def piece(part: Message, octets: bytes) -> Piece:
    """The text of a part.

    Raises:
        Refused: the text is encrypted or signed with PGP.
    """
    text = decoded(octets, part.get_content_charset() or "utf-8").removeprefix("\ufeff")
    text = UNREADABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if ENCRYPTED.search(text):
        raise protected("PGP")
    if part.get_content_subtype() == "html":
        return Piece(HTML, CHARSET.sub(r"\1utf-8", text))
    if str(part.get_param("format", "")).lower() == "flowed":
        text = _unflowed(text, delete_space=str(part.get_param("delsp", "")).lower() == "yes")
    return Piece(PLAIN, text)


def protected(how: str) -> Refused:
    """Signed or encrypted by the e-mail program: nobody but the recipient's e-mail program could read it."""
    return Refused(
        f"Brevet är krypterat eller signerat med {how} i e-postprogrammet. Stäng av det för brev hit: meddelandet "
        "signeras med organisationens certifikat.",
        f"The mail is encrypted or signed with {how} by the e-mail program. Turn that off for mail to here: the "
        "message is signed with the organisation's certificate.",
        status="5.7.5",
    )


def joined(pieces: Sequence[Piece]) -> Piece:
    """All pieces as one: HTML if any is, since e-mail programs put text before and after a file."""
    wanted = [item for item in pieces if not item.is_empty]
    if all(item.kind == PLAIN for item in wanted):
        return Piece(PLAIN, "\n\n".join(item.text.strip("\n") for item in wanted))
    return Piece(HTML, "\n<hr>\n".join(_as_html(item) for item in wanted))


def with_pictures(html: str, pictures: Mapping[str, Picture]) -> tuple[str, set[str]]:
    """The HTML with its pictures written into it, and which of them it shows.

    Raises:
        Refused: it shows a picture that the mail does not bring.
    """
    shown: set[str] = set()

    def put(found: re.Match[str]) -> str:
        name = unquote(found["id"])
        if name not in pictures:
            raise Refused(
                f"Texten visar bilden {name[:80]}, som inte följer med brevet. Ta bort den eller infoga den "
                "på nytt.",
                f"The text shows the picture {name[:80]}, which the mail does not bring. Remove it, or insert it "
                "anew.",
            )
        shown.add(name)
        return found["before"] + pictures[name].address

    return REFERENCE.sub(put, html), shown


def _as_html(item: Piece) -> str:
    if item.kind == HTML:
        return item.text
    return f"<p>{escape(item.text.strip()).replace(chr(10), '<br>')}</p>"


def _unflowed(text: str, *, delete_space: bool) -> str:
    """Lines that the program has broken, whole again. Source: RFC 3676, 4."""
    lines: list[str] = []
    flows = False
    for raw in text.split("\n"):
        quoted = raw.startswith(">")
        line = raw if quoted else raw.removeprefix(" ")
        if flows and not quoted:
            lines[-1] += line
        else:
            lines.append(line)
        flows = line.endswith(" ") and line != "-- " and not quoted
        if flows and delete_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)
