"""Separates files that are coded within the text of a mail, as programs without MIME write them."""

import re
from typing import Final

from sender.office.mime.decoding.transfer import Undecodable, decode_base64, decode_uu_lines

BEGIN: Final = re.compile(r"begin(?P<base64>-base64)? [0-7]{3,4} (?P<name>\S.{0,200})")
CODED_LINE: Final = re.compile(r"[\x20-\x60]{1,90}")


def separate_files(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text without the files in it, and each file's name and content.

    Raises:
        Undecodable: a file is cut off or damaged.
    """
    if "begin" not in text:
        return text, []
    kept: list[str] = []
    files: list[tuple[str, bytes]] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        found = BEGIN.fullmatch(lines[at].rstrip("\r"))
        if found and (found["base64"] or _is_code(lines, at + 1)):
            end = _find_end(lines, at + 1, "====" if found["base64"] else "end")
            coded = [_octets_of(line) for line in lines[at + 1 : end]]
            content = decode_base64(b"".join(coded[:-1])) if found["base64"] else decode_uu_lines(coded)
            files.append((found["name"].strip(), content))
            at = end
        else:
            kept.append(lines[at])
            at += 1
    return "\n".join(kept), files


def _is_code(lines: list[str], at: int) -> bool:
    """Whether the line looks like code: an author, too, may begin a line with "begin 644 "."""
    line = lines[at] if at < len(lines) else ""
    is_empty_file = line.strip() == "`"
    return is_empty_file or (bool(line) and CODED_LINE.fullmatch(line) is not None and line != line.lower())


def _find_end(lines: list[str], at: int, mark: str) -> int:
    """Find the number of the line after the mark that ends the file.

    Raises:
        Undecodable: there is no such mark.
    """
    for number in range(at, len(lines)):
        if lines[number].strip() == mark:
            return number + 1
    raise Undecodable("uuencode")


def _octets_of(line: str) -> bytes:
    return line.encode("ascii", "replace")
