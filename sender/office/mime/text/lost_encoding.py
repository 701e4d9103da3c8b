"""Text that has lost its encoding or type on the way, so that code stands in place of words."""

import base64
import re
from typing import Final

from sender.office.mime.decoding.charset import SPOILT
from sender.office.mime.decoding.headers import WORD

_NUMBERS: Final = "#(?:19[67]|214|22[89]|246|[xX](?:[cCeE][45]|[dDfF]6))"
_NAMED: Final = f"&(?:[aouAOU]uml|[aA]ring|{_NUMBERS});"
_LETTER: Final = "(?:[A-Za-z]=(?:E[459]|F6|C[45]|D6)[a-z.,?! ]|[ ]=(?:E[459]|F6|C[45]|D6)[a-z])"
QUOTED_PRINTABLE: Final = re.compile(rf"=C3=[89AB][0-9A-F]|=3D[\"']|{_LETTER}[^=]{{0,200}}{_LETTER}")
"""Letters of UTF-8, or two of Latin-1, of which nobody said that they are encoded."""
CODE: Final = re.compile(
    r"^--[^\n]{1,200}\nContent-[\w-]{1,40}:"
    r"|^=ybegin |^\(This file must be converted with BinHex"
    rf"|{_NAMED}"
    r"|[,.!?:]=20$|\A\s*(?:\{\\rtf|%!PS|<\?xml)",
    re.MULTILINE,
)
"""Signs of a mail that has lost its encoding or type: a part's head, yEnc, BinHex, letters of HTML, RTF, XML."""
LETTER_OF_HTML: Final = re.compile(_NAMED)
_ADDRESS: Final = re.compile(r"\bhttps?://[^\s\"'<>]{1,2000}", re.IGNORECASE)
_CODED: Final = re.compile(rf"=C3=[89AB][0-9A-F]|=(?:E[459]|F6|C[45]|D6)|{_NAMED}")
_REAL: Final = re.compile("[åäöÅÄÖ]")
MIN_BASE64: Final = 16
MAX_WORD: Final = 100


def is_coded(text: str) -> bool:
    """Whether a text of any kind holds letters in quoted-printable, of which nobody said that it is encoded."""
    return QUOTED_PRINTABLE.search(_ADDRESS.sub("", text)) is not None and not _tells_of_codes(text)


def is_plain_code(text: str) -> bool:
    """Whether a plain text is code of a program, or holds some."""
    found = CODE.search(text)
    is_letter = found is not None and LETTER_OF_HTML.fullmatch(found[0]) is not None
    return (found is not None and not (is_letter and _tells_of_codes(text))) or _is_base64(text)


def _tells_of_codes(text: str) -> bool:
    """Whether it has at least as many letters as codes of such, so that these are meant to be seen."""
    coded = len(_CODED.findall(text))
    return 0 < coded <= len(_REAL.findall(text))


def is_coded_subject(subject: str) -> bool:
    """Whether a subject has lost its letters, or shows their codes, such as `=?utf-8?Q?` and `&auml;`."""
    lost = subject.count(SPOILT)
    is_coded = LETTER_OF_HTML.search(subject) is not None and not _tells_of_codes(subject)
    return is_coded or WORD.search(subject) is not None or lost > max(1, len(subject) // 50)


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
