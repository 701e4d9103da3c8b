"""A good print file, ways to spoil it, and the words with which it is refused."""

from __future__ import annotations

from pathlib import Path

from formedlare.models import Distribution
from infra.texts import Text
from sender.print_files.archive.index.xml_index import NAMESPACE
from sender.print_files.models import BatchFile, BatchLine
from tests import cast
from tests.sender.print_files.conftest import advance, csv_index, pdf, row, take_in

INDEX = csv_index([row(cast.ARVID, "a.pdf")])
GOOD = {"a.pdf": pdf("a")}


def refused(path: Path) -> str:
    """Why the file is refused as a whole; nothing of it has been sent."""
    file = advance(take_in(path))
    assert file.state == BatchFile.State.REFUSED, file.state
    assert not BatchLine.objects.exists()
    assert not Distribution.objects.exists()
    reason: Text = file.reason
    assert reason.english
    return reason.swedish


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def patched(path: Path, old: bytes, new: bytes, count: int = -1) -> Path:
    assert old in path.read_bytes()
    return write(path, path.read_bytes().replace(old, new, count))


def xml(*letters: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<utskriftsfil xmlns="{NAMESPACE}">{"".join(letters)}</utskriftsfil>'


def letter(identity: str, name: str, more: str = "") -> str:
    return (
        f"<brev><identitetsnummer>{identity}</identitetsnummer><pdf>{name}</pdf><rubrik>Hej</rubrik>{more}</brev>"
    )
