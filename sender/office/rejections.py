"""Why a mail cannot become a message: answered while the mail is handed over, so that its sender still has it."""

import textwrap
import unicodedata
from typing import Final

from django.conf import settings

from infra.errors import MinaMeddelandenError, SystemFault
from infra.errors.explanation import Check

MAX_LINE_BYTES: Final = 450
"""Bytes of text in one line of an answer. Source: RFC 5321, 4.5.3.1.5: a line has at most 512."""
MAX_LINES: Final = 6
ASCII_FORMS: Final = str.maketrans({"–": "-", "”": '"', "“": '"', "’": "'", "…": "...", "æ": "ae", "ø": "o"})


class MailRejected(MinaMeddelandenError):
    """The gateway does not take the mail, a recipient of it or the connection, and why.

    `smtp_code` and `status` are SMTP's: with 5xx the same mail is rejected again, with 4xx it may be taken later.

    Source: RFC 5321, 4.2; RFC 3463 for the three numbers of `status`.
    """

    slug = "mail-rejected"
    check = Check.CONTENT

    def __init__(self, swedish: str, english: str, *, smtp_code: int = 554, status: str = "5.6.0") -> None:
        super().__init__(swedish, english)
        self.smtp_code = smtp_code
        self.status = status

    def answer(self, *, unicode: bool = False) -> str:
        """The lines of the answer: Swedish, then English. Without `unicode` in ASCII, as SMTP demands."""
        texts = [line for text in self.text for line in _wrap_lines(text, unicode=unicode)]
        last = len(texts) - 1
        lines = (f"{self.smtp_code}{'-' if n < last else ' '}{self.status} {text}" for n, text in enumerate(texts))
        return "\r\n".join(lines)


def temporary_rejection(swedish: str, english: str, *, status: str = "4.3.0") -> MailRejected:
    """The gateway's own trouble: the same mail may be taken later."""
    return MailRejected(swedish, english, smtp_code=451, status=status)


def rejection_by_relay(refusal: MinaMeddelandenError) -> MailRejected:
    """A refusal by the relay or the register as an SMTP answer: temporary only for their own trouble."""
    if isinstance(refusal, SystemFault):
        return temporary_rejection(*refusal.text)
    return MailRejected(*refusal.text, status="5.7.1")


def rejection_of_size(whole: int | None = None) -> MailRejected:
    """A mailbox operator takes one SOAP message of 2 MiB. `whole`: bytes of the message, where they are known.

    Source: wire.md, Transport.
    """
    most = settings.MAX_SOAP_BYTES
    found = f" ({whole} byte)" if whole else ""
    return MailRejected(
        f"Brevet är för stort{found}: med bilagor och signatur får det vara {most} byte, så filerna tillsammans "
        "högst ungefär 1,4 MB. Gör dem mindre, eller skicka flera brev.",
        f"The mail is too large{found}: with files and signature it may be {most} bytes, so the files together "
        "about 1.4 MB at most. Make them smaller, or send several mails.",
        smtp_code=552,
        status="5.3.4",
    )


def _wrap_lines(text: str, *, unicode: bool) -> list[str]:
    shown = " ".join(text.split())
    if not unicode:
        shown = in_ascii(shown)
    return textwrap.wrap(shown, MAX_LINE_BYTES // 4 if unicode else MAX_LINE_BYTES)[:MAX_LINES] or ["-"]


def in_ascii(text: str) -> str:
    """The text without the signs that ASCII lacks: a for å and ä, o for ö."""
    plain = unicodedata.normalize("NFKD", text.translate(ASCII_FORMS))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return plain.encode("ascii", "replace").decode()
