"""Brings messages into the index, in batches, off the way of deliveries.

A delivery writes nothing for the search. A periodic task takes the messages that are not in the index yet, and
those that were read by older rules. While many deliveries come in it lets them pass, and works a little once some
have waited for long.
"""

from datetime import timedelta
from time import monotonic
from typing import Final

from django.db.models import QuerySet

from infra import clock
from infra.database.write_transaction import write_transaction
from mailbox_operator.models import SEARCH_VERSION, FileText, Message
from mailbox_operator.search import index
from mailbox_operator.search.index import MessageWords
from mailbox_operator.search.reading import ReadLater, read_words

BATCH: Final = 50
"""Messages that are written in one transaction."""
SECONDS: Final = 3.0
"""How long one run may work."""
SECONDS_UNDER_LOAD: Final = 0.2
LONGEST_WAIT: Final = timedelta(seconds=30)
"""How long a message may wait while others come in."""
RUSH: Final = 100
"""As many messages within RUSH_TIME are a rush."""
RUSH_TIME: Final = timedelta(seconds=5)


def fill_index() -> int:
    """Bring messages into the index for as long as one run may work. Returns how many."""
    rush = is_rush()
    if rush and not _has_any_waited_long():
        return 0
    end, count = monotonic() + (SECONDS_UNDER_LOAD if rush else SECONDS), 0
    try:
        while done := _add_batch():
            count += done
            if monotonic() > end:
                break
    except ReadLater:
        pass
    return count


def is_rush() -> bool:
    """Many messages have come in just now."""
    newest = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    earlier = Message.objects.filter(pk__lte=newest - RUSH).order_by("-pk")
    received = earlier.values_list("received_at", flat=True).first()
    return received is not None and clock.now() - received < RUSH_TIME


def _has_any_waited_long() -> bool:
    oldest = unindexed_messages().values_list("received_at", flat=True).first()
    return oldest is not None and clock.now() - oldest > LONGEST_WAIT


def unindexed_messages() -> QuerySet[Message]:
    """The messages that are not in the index by the rules of today, the oldest first."""
    return Message.objects.filter(search_version__lt=SEARCH_VERSION).order_by("pk")


def _add_batch() -> int:
    """Read outside the transaction, write within it: reading a PDF may take seconds."""
    read: list[tuple[MessageWords, list[FileText]]] = []
    try:
        read.extend(map(read_words, unindexed_messages().select_related("matter_event")[:BATCH]))
    finally:
        # What was read before a file had to wait is stored.
        _store(read)
    return len(read)


def _store(read: list[tuple[MessageWords, list[FileText]]]) -> None:
    """Store what was read of the messages that are still there."""
    with write_transaction():
        keys = [words.message for words, _ in read]
        present = set(Message.objects.select_for_update().filter(pk__in=keys).values_list("pk", flat=True))
        rows = [(words, texts) for words, texts in read if words.message in present]
        index.add_words([words for words, _ in rows])
        FileText.objects.bulk_create([text for _, texts in rows for text in texts], ignore_conflicts=True)
        Message.objects.filter(pk__in=present).update(search_version=SEARCH_VERSION)
