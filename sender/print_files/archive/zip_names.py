"""Names of entries in a ZIP: read as their author meant them, and refused where they would lead elsewhere."""

import re
import stat
import unicodedata
from typing import Final

from sender.print_files.archive.refusals import Refused

LONGEST: Final = 255
_UNIX: Final = 3
"""The system in "version made by" that gives file modes."""
_DRIVE: Final = re.compile(r"^[A-Za-z]:")
_ARCHIVES: Final = (".zip", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".jar")
_LEFT_BEHIND: Final = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


def read(raw: bytes, *, is_utf8: bool) -> str:
    """The name with / between folders, in NFC. Tools that do not say UTF-8 use it, or the old code page 437.

    Raises:
        Refused: the name says that it is UTF-8, and is not.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        if is_utf8:
            raise Refused(
                f"Filnamnet {raw[:80]!r} uppges vara UTF-8 men är det inte. Packa om ZIP-filen.",
                f"The file name {raw[:80]!r} is declared as UTF-8 but is not. Pack the ZIP again.",
            ) from None
        text = raw.decode("cp437")
    return plain(text)


def plain(text: str) -> str:
    """A name as it is compared."""
    return unicodedata.normalize("NFC", text.replace("\\", "/"))


def require_plain_file(name: str, system: int, attributes: int) -> None:
    """Return if the entry is a file or folder within the ZIP.

    Raises:
        Refused: absolute, leading out of the folder, control characters, too long, a link or device, or an
            archive in the archive.
    """
    if not name or len(name) > LONGEST or not name.isprintable():
        raise _refused(
            name,
            f"ska ha 1-{LONGEST} tecken utan styrtecken",
            f"must have 1-{LONGEST} characters, none of control",
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


def is_of_no_interest(name: str) -> bool:
    """Folders, and what operating systems leave behind."""
    last = name.rsplit("/", 1)[-1]
    return not last or last.startswith("._") or last.lower() in _LEFT_BEHIND or name.startswith("__MACOSX/")


def _refused(name: str, swedish: str, english: str) -> Refused:
    return Refused(
        f"Filnamnet {name[:80]!r} i ZIP-filen {swedish}. Hela filen avvisas.",
        f"The file name {name[:80]!r} in the ZIP {english}. The whole file is refused.",
    )
