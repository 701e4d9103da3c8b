"""What a file is that is none of the types that a mailbox takes, in words for those who sent it."""

import re
from typing import Final

from infra.texts import EMPTY, Text

_BLANKS: Final = b" \t\r\n\f\0\xef\xbb\xbf"
_KINDS: Final = (
    (rb"(?:data:[\w/+.-]{1,80};base64,)?JVBERi0", Text("en PDF i base64", "a PDF in base64")),
    (rb"(?:data:[\w/+.-]{1,80};base64,)?(?:UEsDB|0M8R4K)", Text("ett dokument i base64", "a document in base64")),
    (rb"25504446", Text("en PDF i hexadecimala siffror", "a PDF in hexadecimal digits")),
    (rb"\x1f\x8b", Text("en fil packad med gzip", "a file packed with gzip")),
    (rb"PK\x03\x04|Rar!|7z\xbc\xaf", Text("ett arkiv (ZIP)", "an archive (ZIP)")),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF|BM", Text("en bild", "a picture")),
    (rb"MZ|\x7fELF", Text("ett program", "a program")),
    (rb"\{\\rtf", Text("RTF", "RTF")),
    (rb"%!PS", Text("PostScript", "PostScript")),
    (rb"<\?xml", Text("XML", "XML")),
    (rb"<", Text("HTML", "HTML")),
    (rb"[\[{]", Text("JSON", "JSON")),
    (rb"(?:[A-Za-z]:)?[\\/][\w .\\/-]{1,250}\Z", Text("ett filnamn", "the name of a file")),
)
_KNOWN: Final = tuple((re.compile(mark), words) for mark, words in _KINDS)
_LOOKED_AT: Final = 512
"""Bytes."""


def describe_content(content: bytes) -> Text:
    """The kind of file, to be read after "is"; the empty text where it is not known."""
    beginning = content[:_LOOKED_AT].lstrip(_BLANKS)
    return next((words for mark, words in _KNOWN if mark.match(beginning)), EMPTY)
