"""Read a message as its holder does: log in, open the mailbox, open the message."""

from mailbox_operator.mailbox import reading, usage
from mailbox_operator.models import Message


def read_as_holder(message: Message) -> None:
    """Leave the traces that a holder leaves: the mailbox was used, and the message is read."""
    usage.note_use(message.mailbox)
    reading.mark_read(message)
