"""Mark messages as read."""

from infra import clock
from infra.database.write_transaction import write_transaction
from mailbox_operator.mailbox import filing
from mailbox_operator.models import Message


def mark_read(message: Message) -> None:
    """Remember when the message was read first."""
    if message.read_at is not None:
        return
    message.read_at = clock.now()
    with write_transaction():
        Message.objects.filter(pk=message.pk, read_at=None).update(read_at=message.read_at)
        filing.note_change(message.mailbox)
