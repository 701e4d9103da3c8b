"""The pictures of a mail, written into the HTML that shows them."""

import base64
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Final
from urllib.parse import unquote

from django.conf import settings

from sender.office.rejections import MailRejected

PICTURES: Final = {
    "image/png": b"\x89PNG\r\n",
    "image/jpeg": b"\xff\xd8\xff",
    "image/gif": b"GIF8",
    "image/webp": b"RIFF",
}
"""The types that mailboxes show within a message, and the bytes that each begins with."""
REFERENCE: Final = re.compile(r"""(?P<before>["'(=]\s*)cid:\s{0,3}<?(?P<id>[^"'()\s<>]+)>?""", re.IGNORECASE)
LOCATION: Final = re.compile(r"""(?P<before>\bsrc\s*=\s*["']?)(?P<id>[^"'\s>]+)""", re.IGNORECASE)
"""A picture by the address that its part says it has. Source: RFC 2557 (Content-Location)."""


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


def names_in(html: str) -> set[str]:
    """The Content-IDs that the HTML points to."""
    return {_name_of(found) for found in REFERENCE.finditer(html)}


def _name_of(reference: re.Match[str]) -> str:
    return unquote(unescape(reference["id"])).strip("<>")


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
    by_small_letters = {name.casefold(): name for name in pictures}
    addresses: dict[str, str] = {}
    left = settings.MAX_SOAP_BYTES - len(html)

    def embed(found: re.Match[str]) -> str:
        nonlocal left
        written = _name_of(found)
        name = written if written in pictures else by_small_letters.get(written.casefold(), written)
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
