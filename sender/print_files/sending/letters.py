"""From a line of a print file to a letter that its sender has signed, the same each time it is made."""

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
from infra.texts import Text
from sender import compose
from sender.print_files.archive import print_file
from sender.print_files.archive.refusals import LineRefused
from sender.print_files.archive.zip_directory import Directory
from sender.print_files.models import BatchFile, BatchLine

logger = logging.getLogger(__name__)

DEFAULT_BODY: Final = "Du har fått ett brev. Det finns i den bifogade PDF-filen."
SEAL_AND_ENVELOPE: Final = 8_192
"""Bytes that the relay's seal, signature and envelope add at most to a signed delivery."""
_NAMESPACE: Final = uuid.UUID("6f0d5a2c-6c55-5c5e-9d3a-0d6f3b1f8f3e")


@dataclass(frozen=True)
class Made:
    """A line's letter, or why there is none."""

    line: BatchLine
    draft: Draft | None
    problem: str = ""

    @property
    def size(self) -> int:
        """Bytes of its XML."""
        return len(self.draft.content) if self.draft else 0


def make(
    file: BatchFile,
    lines: Sequence[BatchLine],
    archive: BinaryIO,
    directory: Directory,
    sender_name: str,
    signer: Identity,
) -> Iterator[Made]:
    """The letters of the lines, as they are made. One that cannot be made says why, and stops no other."""
    return (_make(file, line, archive, directory, sender_name, signer) for line in lines)


def _make(
    file: BatchFile, line: BatchLine, archive: BinaryIO, directory: Directory, sender_name: str, signer: Identity
) -> Made:
    try:
        pdf = print_file.pdf(archive, directory, line.pdf)
        content = etree.tostring(_signed(file, line, pdf, sender_name, signer), encoding="UTF-8")
    except LineRefused as refusal:
        return Made(line, None, refusal.reason)
    except OSError:
        raise
    except Exception as problem:
        logger.exception("letter %s of print file %s could not be made", line.number, file.file_id)
        return Made(line, None, f"fel i simulatorn: {problem!r} | error in the simulator: {problem!r}")
    return Made(line, _draft(file, line, content, sender_name))


def _signed(file: BatchFile, line: BatchLine, pdf: bytes, sender_name: str, signer: Identity) -> etree._Element:
    text = compose.Text(
        subject=line.subject,
        body=line.body or DEFAULT_BODY,
        enclosures=[compose.Enclosure(line.pdf.rsplit("/", 1)[-1], pdf)],
        message_id=str(uuid.uuid5(_NAMESPACE, _key(file, line))),
    )
    content = compose.delivery(signer.organisation, sender_name, RecipientId(line.recipient), [text])
    content.header.reference = line.reference or None
    content.header.correlation_id = line.correlation_id or None
    return compose.signed(content, signer)


def _draft(file: BatchFile, line: BatchLine, content: bytes, sender_name: str) -> Draft:
    return Draft(
        kind=Distribution.Kind.SECURE,
        origin=Distribution.Origin.BATCH,
        sender=file.sender,
        sender_name=sender_name,
        caller=file.sender,
        content=content,
        # A line is one letter, however often it is made, and also when the sender's certificate is renewed.
        content_digest=hashlib.sha256(f"batch {_key(file, line)}".encode()).hexdigest(),
        recipients=[line.recipient],
        protection_class=line.protection_class,
        reference=line.reference,
        correlation_id=line.correlation_id,
        passed_over=_too_large(len(content)),
        trace=secrets.token_hex(16),
    )


def _key(file: BatchFile, line: BatchLine) -> str:
    return f"{file.file_id} {line.number}"


def _too_large(size: int) -> list[PassedOver]:
    """A mailbox operator takes one SOAP message of 2 MiB. Source: wire.md, Transport."""
    whole, most = size + SEAL_AND_ENVELOPE, settings.MAX_SOAP_BYTES
    if whole <= most:
        return []
    reason = Text(
        f"brevet blir {whole} byte som SOAP-meddelande, och {most} får plats",
        f"the letter becomes {whole} bytes as a SOAP message, and {most} fit",
    )
    return [PassedOver(Channel.MINA_MEDDELANDEN.value, Obstacle.TOO_LARGE.value, reason)]
