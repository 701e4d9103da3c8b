"""Names of entries in a ZIP: read as their author meant them, and refused where they would lead elsewhere."""

import re
import stat
import struct
import unicodedata
import zlib
from typing import Final
from zipfile import ZipInfo

from infra.validation.name_characters import is_of_visible_characters
from sender.coded_twice import read_coded_twice
from sender.print_files.archive.refusals import PrintFileRefused

MAX_NAME: Final = 255
"""Characters."""
OLD_CODE_PAGES: Final = ("cp437", "cp850", "cp1252", "mac_roman")
"""Of names of which the ZIP does not say that they are UTF-8, the likeliest first: what PKWARE's specification
says, what Windows in western Europe writes, what programs write that take Windows' other code page, and what old
Macs write."""
_UNIX: Final = 3
"""The system in "version made by" that gives file modes."""
_UTF8: Final = 0x800
_UNICODE_PATH: Final = 0x7075
_FIELD: Final = struct.Struct("<2H")
_PATH_HEADER: Final = struct.Struct("<BI")
_DRIVE: Final = re.compile(r"^[A-Za-z]:")
_ARCHIVES: Final = (".zip", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".jar")
_LEFT_BEHIND: Final = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_HIDDEN: Final = ("._", "~$", ".~lock.")
"""How macOS, Microsoft Office and LibreOffice begin names of files beside the real ones."""


def name_of(info: ZipInfo) -> tuple[str, bool]:
    """The name with / between folders, in NFC; and whether it is an old one, of a code page that is not known.

    An old name is given as it reads in code page 437; `in_code_page` reads it in another.
    """
    # The standard library has read the bytes in code page 437, which gives each byte a character of its own.
    text = info.orig_filename
    if info.flag_bits & _UTF8:
        return comparable_name(text), False
    raw = text.encode("cp437")
    if path := _unicode_path(info.extra, raw):
        return comparable_name(path), False
    try:
        # Programs that do not say so write UTF-8, too.
        return comparable_name(raw.decode("utf-8")), False
    except UnicodeDecodeError:
        return comparable_name(text), True


def _unicode_path(extra: bytes, raw_name: bytes) -> str:
    """The name in the Info-ZIP Unicode Path field; empty when there is none, or it is another name's.

    Source: PKWARE APPNOTE 6.3.9, 4.6.9.
    """
    while len(extra) >= _FIELD.size:
        kind, length = _FIELD.unpack_from(extra)
        field, extra = extra[_FIELD.size : _FIELD.size + length], extra[_FIELD.size + length :]
        if kind == _UNICODE_PATH and len(field) > _PATH_HEADER.size:
            version, crc = _PATH_HEADER.unpack_from(field)
            if version == 1 and crc == zlib.crc32(raw_name):
                return field[_PATH_HEADER.size :].decode("utf-8", "replace")
    return ""


def in_code_page(old_name: str, code_page: str) -> str:
    """An old name as it reads in that code page."""
    return comparable_name(old_name.encode("cp437").decode(code_page, "replace"))


def as_old_name(name: str, code_page: str) -> str | None:
    """The old name that reads so in that code page; None when no name does."""
    try:
        return comparable_name(name.encode(code_page).decode("cp437"))
    except UnicodeEncodeError:
        return None


def comparable_name(text: str) -> str:
    """A name as it is compared."""
    return unicodedata.normalize("NFC", text.replace("\\", "/"))


def likeness_of(name: str) -> str:
    """What is left of a name without what Windows and its Explorer hide: capitals, kinds of blanks, the .pdf."""
    # Of letters, only capitals: Weiß is another person than Weiss.
    plain = " ".join(unicodedata.normalize("NFC", read_coded_twice(name)).lower().split())
    return plain.removesuffix(".pdf").strip()


def not_utf8(raw: bytes) -> PrintFileRefused:
    """The refusal of a name that says that it is UTF-8, and is not."""
    return PrintFileRefused(
        f"Filnamnet {raw[:80]!r} uppges vara UTF-8 men är det inte. Packa om ZIP-filen.",
        f"The file name {raw[:80]!r} is declared as UTF-8 but is not. Pack the ZIP again.",
    )


def require_plain_file(name: str, system: int, attributes: int) -> None:
    """Return if the entry is a file or folder within the ZIP.

    Raises:
        PrintFileRefused: absolute, leading out of the folder, control characters, too long, a link or device,
            or an archive in the archive.
    """
    if not name or len(name) > MAX_NAME or not is_of_visible_characters(name):
        raise _refused(
            name,
            f"ska ha 1-{MAX_NAME} tecken utan styrtecken",
            f"must have 1-{MAX_NAME} characters, none of control",
        )
    if name.startswith("/") or _DRIVE.match(name):
        raise _refused(name, "är en absolut sökväg", "is an absolute path")
    if ".." in name.split("/"):
        raise _refused(name, "leder ut ur ZIP-filen", "leads out of the ZIP")
    if system == _UNIX and stat.S_IFMT(attributes >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise _refused(name, "är en länk eller specialfil", "is a link or a special file")
    if name.lower().endswith(_ARCHIVES):
        raise _refused(
            name,
            "är ett arkiv i arkivet; packa PDF-filerna direkt",
            "is an archive in the archive; pack the PDFs directly",
        )


def is_icon(name: str) -> bool:
    """Whether this is what a folder with a picture of its own has on a Mac, the only name with a line break."""
    return name.rsplit("/", 1)[-1] == "Icon\r" and is_of_visible_characters(name[:-1])


def is_ignored(name: str) -> bool:
    """Whether this is a folder, or what an operating system leaves behind."""
    last = name.rsplit("/", 1)[-1]
    is_hidden = last.startswith(_HIDDEN) or last.lower() in _LEFT_BEHIND
    return not last or is_hidden or name.startswith("__MACOSX/")


def _refused(name: str, swedish: str, english: str) -> PrintFileRefused:
    return PrintFileRefused(
        f"Filnamnet {name[:80]!r} i ZIP-filen {swedish}. Hela filen avvisas.",
        f"The file name {name[:80]!r} in the ZIP {english}. The whole file is refused.",
    )
