"""Names of files and folders in an export: made of what senders wrote, and safe in every file system."""

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Final

from django.utils.text import slugify

from mailbox_operator.models import Attachment, Message

MAX_STEM: Final = 60
MAX_ENDING: Final = 10
_UNSAFE: Final = re.compile(r"[^\w .,()+-]+")
"""All but letters and digits of any script and a few marks: no separators, no controls, no drive letters."""


def folder_of(number: int, message: Message) -> str:
    """`brev/0017-2026-11-24-kommun-a-beslut`: sorts by number, and names no letter's text in full."""
    words = slugify(f"{message.sender_name} {message.subject}")[:MAX_STEM].strip("-")
    return f"brev/{number:05}-{message.received_at:%Y-%m-%d}" + (f"-{words}" if words else "")


def attachment_name(number: int, attachment: Attachment) -> str:
    """`bilaga-1-Beslut.pdf`. The number keeps names apart, and from those that Windows has for devices."""
    name = PurePosixPath(safe_name(attachment.filename))
    ending = name.suffix[:MAX_ENDING]
    return f"bilaga-{number}-{name.stem[:MAX_STEM].strip(' .') or 'fil'}{ending}"


def safe_name(written: str) -> str:
    """The name without what could name a folder, hide an ending or turn the reading direction."""
    composed = " ".join(unicodedata.normalize("NFC", written).split())
    visible = "".join(char for char in composed if char.isprintable())
    return _UNSAFE.sub("_", visible).strip(" ._") or "fil"
