"""Take a print file in: announced with its size and digest, then in parts; the same file again is recognised.

The bytes on disk say how much has come; a caller that was cut off asks and goes on from there.
"""

import fcntl
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError

from formedlare.rights import require_rights
from infra import clock, trace
from infra.database.write_transaction import write_transaction
from infra.errors import ApplicationError, InvalidInput, MaximumExceeded
from infra.errors.codes import ErrorCode
from infra.errors.explanation import Check
from infra.pki.peer import caller_of_identity
from sender import signers
from sender.print_files import states
from sender.print_files.models import BatchFile
from sender.print_files.states import State

PIECE: Final = 262_144
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


class WrongOffset(ApplicationError):
    """The part does not begin where the last one ended."""

    code = ErrorCode.ILLEGAL_STATE
    slug = "upload-offset-wrong"
    check = Check.STATE


class WrongContent(ApplicationError):
    """The content is not the one that was announced."""

    code = ErrorCode.INVALID_INPUT
    slug = "upload-content-wrong"
    check = Check.CONTENT


def announce_file(sender: str, name: str, size: int, sha256: str) -> tuple[BatchFile, bool]:
    """The row of a file that is about to come, and whether it is new; the same file again gives the earlier row.

    Raises:
        NotFound, AccessDenied: the simulator cannot sign for the sender. SenderNotRegistered,
        DispatcherNotApproved: the register knows no such sender, or the relay may not send for it.
        MaximumExceeded: too large. InvalidInput: no digest. InternalError: the register did not answer.
    """
    _require_possible(name, size, sha256)
    signer = signers.find_signer(sender)
    number = signer.organisation.value
    if earlier := BatchFile.objects.filter(sender=number, sha256=sha256).first():
        return earlier, False
    require_rights(number, caller_of_identity(signer))
    file = BatchFile(
        sender=number,
        signer=signer.name,
        name=Path(name.replace("\\", "/")).name,
        sha256=sha256,
        size=size,
        label=trace.current_label() or "",
        trace=trace.current_trace(),
        created_at=clock.now(),
    )
    file.folder.mkdir(parents=True, exist_ok=True)
    return _stored(file)


def _stored(file: BatchFile) -> tuple[BatchFile, bool]:
    try:
        with write_transaction():
            file.save(force_insert=True)
    except IntegrityError:
        # Another request has just announced the same file.
        file.folder.rmdir()
        return BatchFile.objects.get(sender=file.sender, sha256=file.sha256), False
    return file, True


def _require_possible(name: str, size: int, sha256: str) -> None:
    if not 0 < size <= settings.BATCH_MAX_BYTES:
        raise MaximumExceeded(
            f"Filen är {size} byte; 1 till {settings.BATCH_MAX_BYTES} tas emot (MM_BATCH_MAX_BYTES). Dela den.",
            f"The file is {size} bytes; 1 to {settings.BATCH_MAX_BYTES} are taken (MM_BATCH_MAX_BYTES). Split it.",
            slug="print-file-size",
        )
    if not _SHA256.fullmatch(sha256):
        raise InvalidInput(
            "sha256 ska vara filens SHA-256 som 64 hexadecimala siffror med små bokstäver.",
            "sha256 must be the file's SHA-256 as 64 hexadecimal digits in lower case.",
            slug="print-file-digest-malformed",
            check=Check.CONTENT,
        )
    if not 0 < len(name) <= 255 or not name.isprintable():
        raise InvalidInput(
            "Filens namn ska ha 1-255 tecken utan styrtecken.",
            "The file's name must have 1-255 characters, none of control.",
            slug="print-file-name-unusable",
            check=Check.CONTENT,
        )


def received_bytes(file: BatchFile) -> int:
    """How many bytes have come."""
    if file.state != State.UPLOADING:
        return file.size
    return file.part.stat().st_size if file.part.exists() else 0


def append_part(file: BatchFile, begins: int, length: int, source: Callable[[int], bytes]) -> int:
    """Take a part that begins at the offset; says how much has come now. The last part makes the file received.

    What came before the caller was cut off stays. `length`: the bytes that the part is said to have; one that is
    too long is not read. An empty part at the end of a file that has come says so again.

    Raises:
        WrongOffset: the next part must begin elsewhere, or another upload of the file is under way.
        WrongContent: the part is longer than what is left, and nothing of it was taken; or the whole is not what
            was announced, and the upload begins again.
    """
    if file.state != State.UPLOADING:
        return _confirm_end(file, begins, length)
    with locked_part(file) as part:
        part.seek(0, os.SEEK_END)
        if begins != part.tell():
            raise _wrong_offset(part.tell())
        _require_room(file, begins, length)
        _copy(file, source, part)
        part.flush()
        os.fsync(part.fileno())
        received = part.tell()
    if received == file.size:
        _check_complete(file)
    return received


def _confirm_end(file: BatchFile, begins: int, length: int) -> int:
    if begins == file.size and not length:
        return file.size
    raise WrongOffset(
        f"Filen har kommit: alla {file.size} byte är här, och ingen del är kvar att skicka. Dess läge har "
        f"/api/v1/batches/{file.file_id}.",
        f"The file has come: all {file.size} bytes are here, and no part is left to send. "
        f"/api/v1/batches/{file.file_id} has its state.",
        slug="upload-complete-already",
    )


def _require_room(file: BatchFile, begins: int, length: int) -> None:
    left = file.size - begins
    if length > left:
        raise WrongContent(
            f"Delen har {length} byte, men av filen, som uppgavs ha {file.size}, är {left} kvar från byte "
            f"{begins}. Inget av delen togs emot; det som kom tidigare är kvar.",
            f"The part has {length} bytes, but of the file, which was said to have {file.size}, {left} are left "
            f"from byte {begins}. Nothing of the part was taken; what came before is kept.",
            slug="upload-part-too-long",
        )


def _copy(file: BatchFile, source: Callable[[int], bytes], part: BinaryIO) -> None:
    begins = part.tell()
    while piece := source(PIECE):
        if part.tell() + len(piece) > file.size:
            came = part.tell() + len(piece) - begins
            part.truncate(begins)
            _require_room(file, begins, came)
        part.write(piece)


@contextmanager
def locked_part(file: BatchFile) -> Iterator[BinaryIO]:
    """The uploaded part of the file, for this caller alone.

    Raises:
        WrongOffset: another upload of it is under way.
    """
    file.folder.mkdir(parents=True, exist_ok=True)
    with file.part.open("ab") as part:
        try:
            fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _wrong_offset(
                received_bytes(file), "; en annan uppladdning pågår", "; another upload is under way"
            ) from None
        yield part


def _wrong_offset(is_at: int, swedish: str = "", english: str = "") -> WrongOffset:
    return WrongOffset(
        f"Nästa del ska börja vid byte {is_at}{swedish}. Fråga med HEAD och fortsätt därifrån.",
        f"The next part must begin at byte {is_at}{english}. Ask with HEAD and go on from there.",
        slug="upload-offset-wrong",
    )


def _check_complete(file: BatchFile) -> None:
    if digest_of(file.part) != file.sha256:
        file.part.unlink()
        raise WrongContent(
            "Filens SHA-256 är inte den som uppgavs, så något har ändrats på vägen. Börja om från början.",
            "The file's SHA-256 is not the one that was announced: something changed on the way. Begin again.",
            slug="upload-digest-differs",
        )
    file.part.replace(file.archive)
    _note_received(file)


def _note_received(file: BatchFile, source: str = "") -> None:
    states.move_file(file, State.RECEIVED, received_at=clock.now(), source=source)


def take_in(path: Path, sender: str, source: str = "", name: str = "") -> tuple[BatchFile, bool]:
    """Take in a file from this machine's disk; says whether it is new.

    `source`: as in BatchFile. `name`: what its owner calls it; empty: as on the disk.

    Raises:
        As `announce_file`. OSError: it cannot be read or copied.
    """
    file, is_new = announce_file(sender, name or path.name, path.stat().st_size, digest_of(path))
    if file.state == State.UPLOADING:
        _copy_into_place(path, file.archive)
        file.part.unlink(missing_ok=True)
        _note_received(file, source)
    return file, is_new


def take_in_upload(upload: "UploadedFile[Any]", sender: str) -> tuple[BatchFile, bool]:
    """Take in a file that came in one request or form; says whether it is new.

    Raises:
        As `take_in`.
    """
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
        path = Path(folder) / "file.zip"
        with path.open("wb") as copy:
            shutil.copyfileobj(upload, copy)
        return take_in(path, sender, name=Path(upload.name or "").name or "utskriftsfil.zip")


def _copy_into_place(path: Path, target: Path) -> None:
    fresh = target.with_suffix(".copy")
    fresh.unlink(missing_ok=True)
    shutil.copyfile(path, fresh)
    fresh.replace(target)


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
