"""Reads bytes as text. Valid UTF-8 is UTF-8 under any label, since labels are wrong more often.

Source: WHATWG Encoding, Names and labels (what browsers take a label to mean); RFC 2231, 5.
"""

import codecs
import re
from typing import Final

from sender.coded_twice import read_coded_twice

SAYS_NOTHING: Final = {
    "",
    "us-ascii",
    "ascii",
    "ansi_x3.4-1968",
    "unknown-8bit",
    "unknown",
    "x-unknown",
    "8bit",
    "default",
}
"""Labels of programs that did not know the charset."""
SAME_AS: Final = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ansi": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "x-sjis": "cp932", "shift_jis": "cp932",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "iso-8859-9": "cp1254", "tis-620": "cp874",
    "windows-31j": "cp932", "cswindows31j": "cp932", "ms_kanji": "cp932", "latin-9": "iso-8859-15",
    "x-mac-roman": "mac_roman", "iso-8859-8-i": "iso-8859-8", "utf8mb4": "utf-8", "unicode": "utf-16",
    "unicode-1-1-utf-7": "utf-7",
}  # fmt: skip
NO_CHARSETS: Final = {"hex", "base64", "bz2", "zlib", "uu", "quopri", "rot13", "idna", "punycode", "undefined",
                      "raw_unicode_escape", "unicode_escape", "palmos", "mbcs", "oem"}  # fmt: skip
"""Names of Python codecs that are no charsets of mails."""
BOMS: Final = {
    codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF32_LE: "utf-32-le", codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be",
}  # fmt: skip
"""The longer ones first, of which shorter ones are the beginning."""
SWEDISH_SEVEN_BITS: Final = {
    "sen_850200_b", "sen_850200_c", "iso-ir-10", "iso-ir-11", "iso646-se", "iso646-se2", "iso646-fi", "se", "se2",
}  # fmt: skip
"""Labels of the old Swedish and Finnish standard, which has six letters in place of brackets and braces."""
SEVEN_BITS: Final = str.maketrans("}{|][\\`@~^", "åäöÅÄÖéÉüÜ")
BY_LABEL_ALONE: Final = ("utf-16", "utf-32", "utf-7", "iso2022", "hz")
"""Texts in these charsets may look like ASCII, so the label decides."""
WIDE: Final = ("utf-16", "utf-32")
GUESSED: Final = ("cp1252", "cp858", "mac_roman")
"""The charsets that are tried without a usable label: Windows, DOS (850 with a euro sign), and old Macs."""
SWEDISH: Final = "åäöÅÄÖéÉ"
LETTERS: Final = SWEDISH + "üÜèÈàÀáÁíÍóÓúÚñÑøØæÆßëËçÇâêôêÊï"
BETWEEN_WORDS: Final = "\u00a0\u00ad–—‘’“”„…•€£§°´·«»½¼¾×²³µ±©®™"
IMPLAUSIBLE: Final = re.compile(
    rf"[^\x00-\x7f{LETTERS}{BETWEEN_WORDS}]|[^\W\d_][„”“…•€£§´·½¼¾²³µ±©®™][^\W\d_]|[\x00-\x08\x0e-\x1f\x7f]"
)
"""A character that Swedish texts do not have, or a mark within a word: the guess is wrong."""
LEADS: Final = b"\xc2\xc3\xe2"
"""The first bytes of UTF-8's Swedish letters, dashes and quotation marks: alone, one is half a character."""
SPOILT: Final = "\ufffd"
MAX_SPOILT_SHARE: Final = 0.02
"""Share of the characters. A text with a greater share is in another charset."""


class UnreadableText(ValueError):
    """The bytes are no text in any charset that was tried."""


def read_text(octets: bytes, label: str, *, within: str = "") -> str:
    """The text. Valid UTF-8 is read as such under any label, and one bad byte damages one character.

    `within` is the charset that an HTML text names itself.

    Raises:
        UnreadableText: the label is unknown or does not fit, and no guess gives words.
    """
    if label.strip(" \t\r\n\"';,").lower() in SWEDISH_SEVEN_BITS and octets.isascii():
        return octets.decode("ascii").translate(SEVEN_BITS)
    for mark, charset in BOMS.items():
        if octets.startswith(mark):
            return _require_few_spoilt(octets[len(mark) :].decode(charset, "replace"))
    if unmarked := _utf16_without_mark(octets):
        return _require_few_spoilt(octets.decode(unmarked, "replace"))
    said = [name for name in (known_charset(label), known_charset(within)) if name and not _denies(octets, name)]
    if said and said[0].startswith(BY_LABEL_ALONE):
        return _require_few_spoilt(octets.decode(said[0], "replace"))
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError:
        return _not_quite_utf8(octets) or _as_said(octets, said) or _guess_text(octets)
    return _require_few_spoilt(read_coded_twice(text))


def _denies(octets: bytes, charset: str) -> bool:
    """Whether the bytes are ASCII for the most part, which no text of two or four bytes a character is."""
    if not charset.startswith(WIDE):
        return False
    return b"\0" not in octets and sum(byte < 0x80 for byte in octets) * 5 > len(octets) * 4


def _utf16_without_mark(octets: bytes) -> str:
    """Every other byte of Latin text is zero in UTF-16; which ones tells the order. Empty: none."""
    even, odd = octets[0::2].count(0), octets[1::2].count(0)
    most, rest = max(even, odd), min(even, odd)
    if most * 4 <= len(octets) or rest * 10 > most:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def read_words(octets: bytes, label: str) -> str:
    """As `read_text`, for headers, which are shown with what can be read of them."""
    try:
        return read_text(octets, label)
    except UnreadableText:
        return _not_quite_utf8(octets) or octets.decode("cp1252", "replace")


def known_charset(label: str) -> str:
    """Python's name of a charset however it is written; empty where it is none or says nothing."""
    name = label.partition("*")[0].strip(" \t\r\n\"';,").lower()
    name = SAME_AS.get(name, name)
    if name in SAYS_NOTHING or name.replace("-", "_") in NO_CHARSETS or not name.isascii():
        return ""
    for spelling in (name, re.sub(r"^(?:x-|cs)?(?:windows|ibm|dos|cp|msdos)[-_ ]?(\d+).*", r"cp\1", name)):
        try:
            found = codecs.lookup(spelling)
        except (LookupError, ValueError):
            continue
        return SAME_AS.get(found.name, found.name) if _is_charset(found) else ""
    return ""


def _is_charset(found: codecs.CodecInfo) -> bool:
    return getattr(found, "_is_text_encoding", True) and found.name.replace("-", "_") not in NO_CHARSETS


def _not_quite_utf8(octets: bytes) -> str:
    """Text that is UTF-8 but for some bytes; empty where it is something else."""
    text = octets.decode("utf-8", "mm_one_character")
    whole = len(octets.decode("utf-8", "ignore").encode())
    bad = len(octets) - whole
    non_ascii = sum(byte > 0x7F for byte in octets)
    # Most of the non-ASCII bytes are valid UTF-8, which texts in other charsets are not by chance.
    return text if bad * 3 <= non_ascii else ""


def _one_character(problem: UnicodeError) -> tuple[str, int]:
    assert isinstance(problem, UnicodeDecodeError)
    bad = problem.object[problem.start : problem.end]
    if len(bad) > 1 or bad[0] < 0xC0 or bad in (LEADS[:1], LEADS[1:2], LEADS[2:]):
        return SPOILT, problem.end
    return bad.decode("cp1252", "replace"), problem.end


codecs.register_error("mm_one_character", _one_character)


def _as_said(octets: bytes, said: list[str]) -> str:
    for charset in said:
        if charset != "utf-8":
            text = octets.decode(charset, "replace")
            if text.count(SPOILT) <= max(1, len(text) * MAX_SPOILT_SHARE):
                return text
    return ""


def _guess_text(octets: bytes) -> str:
    guesses = (octets.decode(charset, "replace") for charset in GUESSED)
    likely = [text for text in guesses if not IMPLAUSIBLE.search(text)]
    if not likely:
        raise UnreadableText
    return max(likely, key=lambda text: sum(text.count(sign) for sign in SWEDISH))


def _require_few_spoilt(text: str) -> str:
    if text.count(SPOILT) > max(1, len(text) * MAX_SPOILT_SHARE):
        raise UnreadableText
    return text
