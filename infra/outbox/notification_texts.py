"""The texts of an e-mail and an SMS that carry a notification.

Source: contract Notification v3 (EmailMessage, SmsMessage); founding document 1.1; facts.md 2.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from contracts import notification_v3
from infra.html.parsing.limits import HtmlTooLarge
from infra.html.plain_text import plain_text_of
from infra.validation.unstorable import NUL

BODY_TYPES: Final = frozenset({"text/plain", "text/html"})
"""Source: facts.md 3."""
MAX_SMS_LENGTH: Final = 160
"""Characters. Source: contract Notification v2, SmsMessage/text."""
MAX_SMS_SENDER_LENGTH: Final = 11
"""Characters. Source: contract Notification v2, SmsMessage/header/From."""
MIN_BEFORE_LINK: Final = 40
"""Characters. Where a link would leave less room than this for text, it is left out."""


@dataclass(frozen=True)
class ComposedText:
    """The texts of an e-mail or SMS."""

    text: str
    subject: str = ""
    sender_name: str = ""
    sender_address: str = ""


class NotificationTexts:
    """The e-mail and the SMS that the sender wrote; where it wrote none, made of the message.

    `sender`: its name, where another is known than the one that it calls itself by.
    """

    def __init__(self, delivery: notification_v3.NotificationDelivery, *, sender: str = "") -> None:
        self._delivery = delivery
        self._sender = _one_line(sender or delivery.header.sender.name)

    @cached_property
    def email(self) -> ComposedText:
        given = self._delivery.email_message
        if given is None:
            return ComposedText(self._body, _one_line(self._delivery.message.header.subject), self._sender)
        header = given.header
        return ComposedText(given.text, _one_line(header.subject), self._sender, _one_line(header.from_value))

    def sms(self, link: str = "") -> ComposedText:
        """The SMS. `link`: the address where the whole message can be read, for a message that is too long."""
        given = self._delivery.sms_message
        if given is not None:
            return ComposedText(given.text, sender_name=_one_line(given.header.from_value))
        sender = self._sender[:MAX_SMS_SENDER_LENGTH].rstrip()
        # Empty lines would use up characters.
        text = re.sub(r"\n{2,}", "\n", self._body)
        return ComposedText(shorten_for_sms(text, link), sender_name=sender)

    @cached_property
    def _body(self) -> str:
        message = self._delivery.message
        body = as_plain_text(message.body.content_type, decode_body(message.body.body)[0])
        return body or _one_line(message.header.subject)


def shorten_for_sms(text: str, link: str = "") -> str:
    """At most 160 characters, cut between words, with the link where there is room for it."""
    if len(text) <= MAX_SMS_LENGTH:
        return text
    end = f"… {link}" if link and len(link) + MIN_BEFORE_LINK < MAX_SMS_LENGTH else "…"
    room = MAX_SMS_LENGTH - len(end)
    cut = text[:room]
    gap = max(text.rfind(space, room // 2, room + 1) for space in " \n")
    return (cut if gap < 0 else cut[:gap]).rstrip(" \n,;:–-") + end


def decode_body(octets: bytes) -> tuple[str, bool]:
    """A body's text, and whether it was UTF-8, as it must be; else it is read as Windows-1252.

    NUL becomes the replacement character: no mailbox could keep it on every database.
    """
    try:
        text, is_utf8 = octets.decode("utf-8").removeprefix("\ufeff"), True
    except UnicodeDecodeError:
        text, is_utf8 = octets.decode("cp1252", errors="replace"), False
    return text.replace(NUL, "\ufffd"), is_utf8


def main_type(content_type: str) -> str:
    """The content type without its parameters."""
    return content_type.partition(";")[0].strip().lower()


def as_plain_text(kind: str, text: str) -> str:
    """A body as plain text: lines and paragraphs stay, and the addresses of links are written out."""
    if main_type(kind) == "text/html":
        text = _shown_text(text)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _shown_text(html: str) -> str:
    try:
        return plain_text_of(html)
    except HtmlTooLarge:
        # Mailboxes refuse such a body. An e-mail then shows the subject alone.
        return ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
