"""Writes a mailbox as a ZIP file, piece by piece: it takes the memory of a few letters, however many there are."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.utils.timezone import localtime

from infra import clock
from mailbox_operator.models import Attachment, Delivery, Mailbox, MatterEvent, Message
from mailbox_operator.original_xml import original_of
from mailbox_operator.shown_html import shown_html_of
from mailbox_ui.export import names
from mailbox_ui.export.index import FileEntry, Index, LetterEntry

BATCH: Final = 8
"""Letters that are read at a time, with all their contents: at most 2 MiB each, three times over."""
PACKED_ALREADY: Final = frozenset({"application/pdf"})


class _Sink:
    """Takes what ZipFile writes, until it is sent on. It cannot be wound back, so ZipFile does not try."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes, /) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Do nothing: no data are buffered elsewhere."""

    def close(self) -> None:
        """Do nothing: no file is open."""

    def take(self) -> bytes:
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file to write."""

    path: str
    content: bytes
    is_packed: bool = False


def export_mailbox(mailbox: Mailbox) -> Iterator[bytes]:
    """The ZIP file of the mailbox's letters, the oldest first. What lies in the bin is left out.

    The signed deliveries are the octets as they were received. One that nobody signed (protection class 1) is left
    out: it names all its recipients.
    """
    sink, index, written = _Sink(), Index(), set[str]()
    archive = ZipFile(sink, "w", ZIP_DEFLATED)
    try:
        for number, (message, attachments) in enumerate(_messages(mailbox), 1):
            entry, files = _letter(number, message, attachments, written)
            for file in files:
                archive.writestr(_info(file.path, is_packed=file.is_packed), file.content)
                yield sink.take()
            index.add(entry)
        facts = {"mailbox": mailbox.operator.display_name, "holder": mailbox.holder_name or mailbox.holder}
        for name, content in index.files(**facts, made_at=localtime(clock.now())):
            with archive.open(_info(name), "w") as listing:
                for piece in content:
                    listing.write(piece)
                    yield sink.take()
        archive.close()
        yield sink.take()
    finally:
        index.close()


def _info(path: str, *, is_packed: bool = False) -> ZipInfo:
    info = ZipInfo(path, localtime(clock.now()).timetuple()[:6])
    info.compress_type = ZIP_STORED if is_packed else ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def _messages(mailbox: Mailbox) -> Iterator[tuple[Message, Sequence[Attachment]]]:
    """Found in batches by primary key: no transaction stays open for as long as somebody downloads."""
    whole = mailbox.messages.select_related("delivery", "matter_event").order_by("pk")
    whole = whole.exclude(state=Message.State.BIN)
    last = 0
    while batch := list(whole.filter(pk__gt=last)[:BATCH]):
        # Not prefetched: messages and attachments that know each other wait for the collector of garbage.
        attachments = defaultdict(list)
        for attachment in Attachment.objects.filter(message__in=[message.pk for message in batch]):
            attachments[attachment.message_id].append(attachment)
        for message in batch:
            yield message, attachments[message.pk]
        last = batch[-1].pk


def _letter(
    number: int, message: Message, attachments: Sequence[Attachment], written: set[str]
) -> tuple[LetterEntry, Sequence[_Entry]]:
    folder = names.folder_of(number, message)
    body = _body(folder, message)
    files, entries = [body], []
    for place, attachment in enumerate(attachments, 1):
        file = _attachment(f"{folder}/{names.attachment_name(place, attachment)}", attachment)
        files.append(file)
        entries.append(_file_entry(file, attachment))
    original = _original(message.delivery)
    if original and original.path not in written:
        written.add(original.path)
        files.append(original)
    return _letter_entry(number, message, body, original, entries), files


def _body(folder: str, message: Message) -> _Entry:
    shown = shown_html_of(message) if message.body_type == "text/html" else None
    if shown is None:
        return _Entry(f"{folder}/brev.txt", message.body.encode())
    page = render_to_string("export/body.html", {"message": message, "body": shown})
    return _Entry(f"{folder}/brev.html", page.encode())


def _attachment(path: str, attachment: Attachment) -> _Entry:
    return _Entry(path, bytes(attachment.content), attachment.content_type.lower() in PACKED_ALREADY)


def _original(delivery: Delivery) -> _Entry | None:
    if delivery.kind != Delivery.Kind.SECURE:
        return None
    return _Entry(f"original/{delivery.trans_id}.xml", original_of(delivery))


def _file_entry(file: _Entry, attachment: Attachment) -> FileEntry:
    digest = hashlib.sha256(file.content).hexdigest()
    return FileEntry(file.path, attachment.filename, attachment.content_type, attachment.size, digest)


def _letter_entry(
    number: int, message: Message, body: _Entry, original: _Entry | None, attachments: Sequence[FileEntry]
) -> LetterEntry:
    delivery = message.delivery
    event: MatterEvent | None = getattr(message, "matter_event", None)
    return LetterEntry(
        number=number,
        id=str(message.public_id),
        received_at=localtime(message.received_at).isoformat(),
        read_at=localtime(message.read_at).isoformat() if message.read_at else "",
        kind=delivery.kind,
        sender=delivery.sender,
        sender_name=delivery.sender_name,
        dispatcher=delivery.dispatcher,
        dispatcher_name=delivery.dispatcher_name,
        subject=message.subject,
        trans_id=str(delivery.trans_id),
        reference=delivery.reference,
        correlation_id=delivery.correlation_id,
        matter_id=event.matter_id if event else "",
        matter_subject=event.matter_subject if event else "",
        body=body.path,
        original=original.path if original else "",
        original_sha256=hashlib.sha256(original.content).hexdigest() if original else "",
        attachments=attachments,
    )
