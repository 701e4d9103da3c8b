"""SHA-256 of messages' files, which lists show without reading them each time: what was signed does not change."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from mailbox_operator.models import Attachment, Message

REMEMBERED: Final = 20_000
"""Hashes that a process keeps, those that were asked for last."""
Key = tuple[UUID, int]
"""The message, and the file's position in it. Rows of a snapshot that is read may have keys of other files."""

_known: Final[OrderedDict[Key, str]] = OrderedDict()
_lock: Final = threading.Lock()


def hashes_of(messages: Sequence[Message]) -> dict[int, str]:
    """The hash of each file of the messages, hexadecimal, by the file's key; not of those that have gone."""
    ids = {message.pk: message.public_id for message in messages}
    wanted = {
        attachment.pk: (ids[message.pk], attachment.position)
        for message in messages
        for attachment in message.attachments.all()
    }
    with _lock:
        found = {pk: _known[key] for pk, key in wanted.items() if key in _known}
    found |= _read(set(wanted) - set(found))
    with _lock:
        for pk, file_hash in found.items():
            _known[wanted[pk]] = file_hash
            _known.move_to_end(wanted[pk])
        while len(_known) > REMEMBERED:
            _known.popitem(last=False)
    return found


def _read(keys: set[int]) -> dict[int, str]:
    """One file at a time: each may have megabytes."""
    if not keys:
        return {}
    rows = Attachment.objects.filter(pk__in=keys).values_list("pk", "content")
    return {pk: hashlib.sha256(content).hexdigest() for pk, content in rows.iterator(chunk_size=1)}
