"""Stores a holder's reply or receipt to a letter, each once, where the sender asked for it."""

import uuid
from typing import Final

from django.db import IntegrityError, transaction

from contracts import message_v3, receipt, reply
from infra import clock
from infra.database.write_transaction import write_transaction
from infra.errors import InvalidInput
from infra.errors.explanation import Check
from infra.versions import data_version
from mailbox_operator.answers.models import Answer, AnswerRequest
from mailbox_operator.filled_forms import key_of_filled
from mailbox_operator.mailbox import mailbox_log
from mailbox_operator.models import Message

MAX_REPLY: Final = 5_000
"""Characters. The form that is shown takes no more."""
TAKES_REPLY: Final = frozenset({reply.ReplyOptions.REQUESTED, reply.ReplyOptions.ACCEPTED})
WANTS_RECEIPT: Final = frozenset({receipt.ReceiptOptions.SIMPLE, receipt.ReceiptOptions.SIGNED})


class NotAsked(InvalidInput):
    """The sender did not ask for it."""

    slug = "answer-not-asked-for"
    check = Check.STATE


def read_request(header: message_v3.MessageHeader) -> AnswerRequest | None:
    """Read the sender's request from the header, without storing it. None: there is none."""
    takes_reply, wants_receipt = header.reply in TAKES_REPLY, header.receipt_request in WANTS_RECEIPT
    if not takes_reply and not wants_receipt:
        return None
    return AnswerRequest(takes_reply=takes_reply, wants_receipt=wants_receipt)


def store_reply(message: Message, text: str, *, token: uuid.UUID, by: str, by_name: str) -> None:
    """Keep a reply for the sender to fetch. The same words with the token of an earlier reply are that reply.

    Raises:
        NotAsked: the sender takes no reply (5001).
    """
    if not AnswerRequest.objects.filter(message=message, takes_reply=True).exists():
        raise NotAsked(
            "Avsändaren tar inte emot svar på brevet.",
            "The sender takes no reply to the letter.",
            slug="reply-not-asked-for",
        )
    key = key_of_filled(token, text)
    _store(message, Answer(kind=Answer.Kind.REPLY, text=text, token=key, by=by, by_name=by_name))


def store_receipt(message: Message, *, by: str, by_name: str) -> None:
    """Store a receipt for the sender to fetch. A second receipt changes nothing.

    Raises:
        NotAsked: the sender asks for no receipt (5001).
    """
    if not AnswerRequest.objects.filter(message=message, wants_receipt=True).exists():
        raise NotAsked(
            "Avsändaren ber inte om kvittens.", "The sender asks for no receipt.", slug="receipt-not-asked-for"
        )
    _store(message, Answer(kind=Answer.Kind.RECEIPT, by=by, by_name=by_name))


def _store(message: Message, answer: Answer) -> None:
    answer.message, answer.made_at = message, clock.now()
    try:
        with write_transaction(), transaction.atomic():
            answer.save(force_insert=True)
            mailbox_log.note_event(
                message.mailbox,
                mailbox_log.Event.ANSWERED,
                answer.by,
                answer.by_name,
                about=message.subject,
                message=message,
            )
            data_version.advance_on_commit()
    except IntegrityError:
        # The same answer is kept already: a form that was sent twice.
        return
