"""Find messages in mailboxes, directly delivered or relayed, by what a test knows of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from infra import trace
from infra.database.pages import page_of
from infra.errors import NotFound
from infra.hooks import runs
from mailbox_operator.models import Attachment, Message

COLUMNS: Final[Mapping[str, str]] = {
    "label": "delivery__label",
    "trace": "delivery__trace",
    "trans_id": "delivery__trans_id",
    "kind": "delivery__kind",
    "sender": "delivery__sender",
    "relay": "delivery__dispatcher",
    "reference": "delivery__reference",
    "correlation_id": "delivery__correlation_id",
    "recipient": "mailbox__holder",
    "operator": "mailbox__operator__name",
    "subject": "subject",
    "sender_message_id": "sender_message_id",
    "attachment": "attachments__filename",
    "received_after": "received_at__gte",
    "received_before": "received_at__lt",
}
"""By name of the filter, what must be equal to its value, or later or earlier."""
_SHOWN_WITH: Final = ("delivery", "mailbox__operator")


@dataclass(frozen=True)
class MessageFilter:
    """A filter of messages. Every value that is not None must hold."""

    label: str | None = None
    trace: str | None = None
    trans_id: UUID | None = None
    kind: str | None = None
    sender: str | None = None
    relay: str | None = None
    """The organisation that delivered it: the relay, or the sender itself."""
    reference: str | None = None
    correlation_id: str | None = None
    recipient: str | None = None
    operator: str | None = None
    """Internet domain."""
    subject: str | None = None
    sender_message_id: str | None = None
    """The header's Id."""
    attachment: str | None = None
    """The name of one of its files."""
    text: str | None = None
    """A part of the subject or the body; upper and lower case are the same."""
    read: bool | None = None
    received_after: datetime | None = None
    """This moment or later."""
    received_before: datetime | None = None

    @property
    def given(self) -> dict[str, Any]:
        """The values that are given, by name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value is not None}

    @property
    def conditions(self) -> dict[str, Q]:
        """The conditions on a message, by the name of the filter."""
        return {name: _condition(name, value) for name, value in self.given.items()}


@dataclass(frozen=True)
class MessagePage:
    """Messages, newest first."""

    messages: Sequence[Message]
    next_cursor: int | None
    """Older messages follow after this one; None: these are the last."""


def within_run(values: Mapping[str, Any]) -> MessageFilter:
    """The filter with these values; of the caller's own run, unless they name a label."""
    label = trace.current_label()
    return MessageFilter(**({"label": label} if label else {}) | dict(values))


def matching_messages(wanted: MessageFilter) -> QuerySet[Message]:
    """All messages that match, newest first."""
    rows = Message.objects.order_by("-pk")
    for condition in wanted.conditions.values():
        rows = rows.filter(condition)
    # A message may have several files of one name.
    return rows.distinct() if wanted.attachment is not None else rows


def find_messages(wanted: MessageFilter, limit: int, before: int | None = None) -> MessagePage:
    """Up to `limit` messages that match, older than the one with the key `before`."""
    rows = matching_messages(wanted)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    messages, last = page_of(as_shown(rows), limit)
    return MessagePage(messages, last.pk if last else None)


def as_shown(rows: QuerySet[Message]) -> QuerySet[Message]:
    """The rows with what is shown of them, and without the bytes of files and deliveries."""
    shown = rows.select_related(*_SHOWN_WITH).defer("delivery__sealed_xml", "shown_html")
    return shown.prefetch_related("announcements", Prefetch("attachments", Attachment.objects.defer("content")))


def message_with_id(public_id: UUID) -> Message:
    """The message with this id.

    Raises:
        NotFound: there is none, or it is another run's.
    """
    rows = Message.objects.filter(public_id=public_id).select_related(*_SHOWN_WITH)
    found = rows.defer("delivery__sealed_xml", "shown_html").first()
    if found is None:
        raise NotFound(
            f"Det finns inget meddelande {public_id}.", f"There is no message {public_id}.", slug="message-unknown"
        )
    runs.require_reachable_label(found.delivery.label)
    return found


def _condition(name: str, value: Any) -> Q:
    if name == "text":
        # Not icontains: SQLite knows upper and lower case of ASCII alone.
        pattern = re.escape(value)
        return Q(subject__iregex=pattern) | Q(body__iregex=pattern)
    if name == "read":
        return Q(read_at__isnull=not value)
    return Q(**{COLUMNS[name]: value})
