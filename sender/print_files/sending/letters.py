"""Make a letter, signed by its sender, from a line of a print file: the same each time it is made."""

import hashlib
import logging
import secrets
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from django.conf import settings
from lxml import etree

from formedlare.intake import Draft
from formedlare.models import Distribution, Obstacle, PassedOver
from formedlare.models.channel import Channel
from infra.identity import RecipientId
from infra.pki.store import Identity
from infra.texts import EMPTY, Text
from sender import compose
from sender.print_files.archive import print_file
from sender.print_files.archive.refusals import LineRefused
from sender.print_files.archive.zips.zip_directory import ZipDirectory
from sender.print_files.models import BatchFile, BatchLine

logger = logging.getLogger(__name__)

INTERNAL_ERROR: Final = Text("fel i simulatorn: {problem}", "error in the simulator: {problem}")
DEFAULT_BODY: Final = "Du har fått ett brev. Det finns i den bifogade PDF-filen."
_NAMESPACE: Final = uuid.UUID("6f0d5a2c-6c55-5c5e-9d3a-0d6f3b1f8f3e")


@dataclass(frozen=True)
class LineLetter:
    """The letter of a line, or why there is none."""

    line: BatchLine
    draft: Draft | None
    problem: Text = EMPTY

    @property
    def size(self) -> int:
        """Bytes of its XML."""
        return len(self.draft.content) if self.draft else 0


def make_letters(
    file: BatchFile,
    lines: Sequence[BatchLine],
    archive: BinaryIO,
    directory: ZipDirectory,
    sender_name: str,
    signer: Identity,
) -> Iterator[LineLetter]:
    """The letters of the lines, as they are made. One that cannot be made says why, and stops no other.

    Raises:
        OSError: the archive cannot be read, so no letter can be made now.
    """
    return (_make_letter(file, line, archive, directory, sender_name, signer) for line in lines)


def _make_letter(
    file: BatchFile,
    line: BatchLine,
    archive: BinaryIO,
    directory: ZipDirectory,
    sender_name: str,
    signer: Identity,
) -> LineLetter:
    try:
        pdf = print_file.pdf_of(archive, directory, line.pdf)
        content = etree.tostring(_signed_delivery(file, line, pdf, sender_name, signer), encoding="UTF-8")
    except LineRefused as refusal:
        return LineLetter(line, None, refusal.text)
    except OSError:
        raise
    except Exception as problem:
        logger.exception("letter %s of print file %s could not be made", line.number, file.file_id)
        return LineLetter(line, None, INTERNAL_ERROR.format(problem=repr(problem)))
    return LineLetter(line, _draft(file, line, content, sender_name))


def _signed_delivery(
    file: BatchFile, line: BatchLine, pdf: bytes, sender_name: str, signer: Identity
) -> etree._Element:
    text = compose.MessageText(
        subject=line.subject,
        body=line.body or DEFAULT_BODY,
        attachments=[compose.AttachedFile(print_file.file_name_of(line.pdf), pdf)],
        message_id=str(uuid.uuid5(_NAMESPACE, _key_of(file, line))),
    )
    content = compose.compose_delivery(signer.organisation, sender_name, RecipientId(line.recipient), [text])
    content.header.reference = line.reference or None
    content.header.correlation_id = line.correlation_id or None
    return compose.sign_delivery(content, signer)


def _draft(file: BatchFile, line: BatchLine, content: bytes, sender_name: str) -> Draft:
    return Draft(
        kind=Distribution.Kind.SECURE,
        origin=Distribution.Origin.BATCH,
        sender=file.sender,
        sender_name=sender_name,
        caller=file.sender,
        content=content,
        # A line is one letter, however often it is made, and also when the sender's certificate is renewed.
        content_digest=hashlib.sha256(f"batch {_key_of(file, line)}".encode()).hexdigest(),
        recipients=[line.recipient],
        protection_class=line.protection_class,
        subject=line.subject,
        reference=line.reference,
        correlation_id=line.correlation_id,
        passed_over=_passed_over_channels(len(content)),
        trace=secrets.token_hex(16),
    )


def _key_of(file: BatchFile, line: BatchLine) -> str:
    return f"{file.file_id} {line.number}"


def _passed_over_channels(size: int) -> list[PassedOver]:
    """A mailbox operator takes one SOAP message of 2 MiB. Source: wire.md, Transport."""
    whole, limit = size + compose.MAX_SEAL_AND_ENVELOPE, settings.MAX_SOAP_BYTES
    if whole <= limit:
        return []
    reason = Text(
        f"brevet blir {whole} byte som SOAP-meddelande, och {limit} får plats",
        f"the letter becomes {whole} bytes as a SOAP message, and {limit} fit",
    )
    return [PassedOver(Channel.MINA_MEDDELANDEN.value, Obstacle.TOO_LARGE.value, reason)]
