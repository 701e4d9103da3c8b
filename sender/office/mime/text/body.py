"""Makes the message's body of the text of a mail: plain or HTML, always UTF-8, with its pictures in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from functools import cached_property
from html import escape, unescape
from typing import Final, cast
from urllib.parse import quote

from lxml import etree

from infra.html.blocks import blocks_of_html
from infra.html.parsing.limits import HtmlTooLarge
from infra.texts import Text
from sender.office.mime.decoding import uuencoded
from sender.office.mime.decoding.charset import UnreadableText, read_text
from sender.office.mime.decoding.transfer import Undecodable
from sender.office.mime.text import lost_encoding
from sender.office.mime.text.flowed import join_flowed_lines
from sender.office.mime.text.pictures import names_in
from sender.office.mime.text.word_comments import separate_word_parts
from sender.office.rejections import MailRejected

PLAIN, HTML = "text/plain", "text/html"
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
BREAKS: Final = re.compile(r"(?<![ \t\"'”«(])(?:<br\s{0,9}/?>|</(?:p|div|li|tr|h[1-6])>)", re.IGNORECASE)
MIN_BREAKS: Final = 2
"""Of these tags in a text whose lines they end: it is HTML that a program has sent as plain text."""
SHELL: Final = re.compile(r"</?(?:!doctype|html|head|body|meta)\b[^<>]{0,500}>|\s+", re.IGNORECASE)
ESCAPED: Final = re.compile(
    r"&lt;(?:!doctype|html|head|body|p|div|table|span|font|h[1-6])\b[^<]*&lt;/[a-z][a-z1-6]{0,9}&gt;",
    re.IGNORECASE,
)
"""HTML whose signs were coded once more, so that a page would show its code."""
MARKED: Final = re.compile(r"<[a-z!/?]|&#?\w{1,20};", re.IGNORECASE)
"""A text without any of these is plain text, also when it is declared as HTML: a browser would join its lines."""
CHARSET: Final = re.compile(
    r"""(<(?:meta\b[^<>]{0,500}?charset|\?xml\b[^<>]{0,200}?encoding)\s*=\s*["']?)[\w.:-]+""", re.IGNORECASE
)
PICTURES: Final = etree.XPath("//img/@src")
OUTER: Final = re.compile(r"\s*(?:https?:|file:|//)", re.IGNORECASE)
"""The address of a picture that does not come with the mail: no mailbox fetches it."""
UNSEEN: Final = " \n\t\r\f\v\u00a0\u00ad\u034f\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Blanks and marks that nobody sees."""
UNREADABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
MIN_UNREADABLE: Final = 10
MAX_UNREADABLE_SHARE: Final = 0.02
"""Share of the characters. A text with a greater share is a program's data and no text."""
TERMINAL: Final = re.compile(r"\x1b\[[0-9;]{0,20}[A-Za-z]")
"""How programs colour what they write to a terminal, and mail as well."""
OVERRIDES: Final = dict.fromkeys(map(ord, "\u202d\u202e"))
"""Marks that show the letters after them in another order: "321" for 123."""
PAGE_BREAKS: Final = str.maketrans("\x0b\x0c\x85", "\n\n\n")
FORMATS: Final = {
    "text/rtf": Text("i formatet RTF", "in the format RTF"),
    "application/rtf": Text("i formatet RTF", "in the format RTF"),
    "text/enriched": Text("i det gamla formatet ”enriched text”", "in the old format “enriched text”"),
    "text/richtext": Text("i det gamla formatet ”richtext”", "in the old format “richtext”"),
    "text/x-amp-html": Text("bara i formatet AMP", "in the format AMP alone"),
    "text/csv": Text("en tabell (CSV)", "a table (CSV)"),
    "text/xml": Text("XML", "XML"),
    "text/vcard": Text("ett visitkort", "a business card"),
    "text/x-vcard": Text("ett visitkort", "a business card"),
}
"""Forms of text that are neither plain text nor HTML, by their types."""
PGP: Final = re.compile(r"^-----BEGIN PGP (?:SIGNED )?MESSAGE-----[ \t]*$", re.MULTILINE)
CODE_OF_PGP: Final = re.compile(r"^[A-Za-z0-9+/]{40,100}={0,2}[ \t]*$", re.MULTILINE)


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
        if self.kind == PLAIN or not self.text.strip(UNSEEN):
            return not self.text.strip(UNSEEN)
        return not _shows_anything(self.text)


def _shows_anything(html: str) -> bool:
    """Whether a mailbox shows something of the page: Outlook writes one for an empty text, too."""
    tree = etree.fromstring(html.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    if tree is None or any(not OUTER.match(str(source)) for source in cast("list[str]", PICTURES(tree))):
        return tree is not None
    try:
        return any(block.text.strip(UNSEEN) for block in blocks_of_html(html))
    except HtmlTooLarge:
        return True


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
    if _is_of_pgp(text):
        raise rejection_of_protected_mail("PGP")
    if lost_encoding.is_coded(text):
        raise _rejection_of_code()
    try:
        text, files = uuencoded.separate_files(text)
    except Undecodable as problem:
        raise rejection_of_damage(str(problem), "") from problem
    if is_html and ESCAPED.match(SHELL.sub("", text)):
        text = unescape(text)
    if MARKUP.match(text) or (is_html and MARKED.search(text)) or _is_html_of_lines(text):
        html, for_word = separate_word_parts(CHARSET.sub(r"\1utf-8", text))
        return TextPiece(HTML, html, for_word=for_word), files
    if str(part.get_param("format", "")).strip().lower() == "flowed":
        text = join_flowed_lines(text, delete_space=str(part.get_param("delsp", "")).strip().lower() == "yes")
    if lost_encoding.is_plain_code(text):
        raise _rejection_of_code()
    return TextPiece(PLAIN, text), files


def _is_html_of_lines(text: str) -> bool:
    """Whether tags end its lines, as in HTML. People who write of tags end their lines without them."""
    lines = sum(bool(line.strip()) for line in text.split("\n"))
    return len(BREAKS.findall(text)) >= max(MIN_BREAKS, lines - 1)


def _is_of_pgp(text: str) -> bool:
    """Whether it is encrypted or signed with PGP. One that only speaks of such texts has no code of theirs."""
    found = PGP.search(text)
    return found is not None and (not text[: found.start()].strip() or bool(CODE_OF_PGP.search(text, found.end())))


def _rejection_of_code() -> MailRejected:
    return MailRejected(
        "Brevet kom fram skadat: i texten står kod i stället för ord, som mottagaren inte kan läsa. "
        "Skicka det igen från ett annat e-postprogram.",
        "The mail arrived damaged: its text holds code instead of words, which the recipient cannot read. "
        "Send it again from another e-mail program.",
    )


def _read_part_text(part: Message, octets: bytes, *, is_html: bool) -> str:
    label = charset_of(part)
    own = OWN_CHARSET.search(octets[:LOOKED_AT]) if is_html else None
    try:
        text = read_text(octets, label, within=own[1].decode("ascii", "replace") if own else "")
    except UnreadableText as problem:
        raise _rejection_of_charset(label) from problem
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = TERMINAL.sub("", text.translate(PAGE_BREAKS)).translate(OVERRIDES)
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


def rejection_of_format(kind: str) -> MailRejected:
    """Why a text that is neither plain text nor HTML is rejected."""
    said = FORMATS.get(kind, Text(f"av typen {kind[:60]}", f"of type {kind[:60]}"))
    return MailRejected(
        f"Brevets text är {said.swedish}, som brevlådan inte kan visa. Välj formatet HTML eller oformaterad text "
        "i e-postprogrammet och skicka igen.",
        f"The mail's text is {said.english}, which the mailbox cannot show. Choose the format HTML or plain text "
        "in the e-mail program and send again.",
        status="5.6.1",
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


def _as_html(item: TextPiece) -> str:
    if item.kind == HTML:
        return item.text
    return f"<p>{escape(item.text.strip()).replace(chr(10), '<br>')}</p>"
