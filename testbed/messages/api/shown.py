"""Messages as answers show them."""

from collections.abc import Sequence
from typing import Any

from rest_framework.request import Request

from mailbox_operator.models import Message
from testbed.messages.api.serializers import MessageSerializer, MessageWithBytesSerializer
from testbed.messages.attachment_hashes import hashes_of


def show_messages(messages: Sequence[Message], request: Request) -> list[dict[str, Any]]:
    """Of each message everything but the bytes of its files."""
    shown: Any = MessageSerializer(messages, many=True, context=_context(messages, request)).data
    return list(shown)


def show_message(message: Message, request: Request) -> dict[str, Any]:
    """Everything about one message."""
    return dict(MessageWithBytesSerializer(message, context=_context([message], request)).data)


def _context(messages: Sequence[Message], request: Request) -> dict[str, Any]:
    return {
        "request": request,
        "messages": {message.pk: message for message in messages},
        "hashes": hashes_of(messages),
    }
