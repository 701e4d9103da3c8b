"""Gives a reply or a receipt to a letter whose sender asked for it, each once."""

import uuid
from typing import Final

from django.db import IntegrityError, transaction

from contracts import message_v3, receipt, reply
from infra import clock, happenings
from infra.database.sqlite_write_lock import writing
from infra.errors import InvalidInput
from infra.explanation import Check
from mailbox_operator.answers.models import Answer, AnswerRequest
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
    """What the letter's sender asks for, not stored. None: nothing."""
    takes_reply, wants_receipt = header.reply in TAKES_REPLY, header.receipt_request in WANTS_RECEIPT
    if not takes_reply and not wants_receipt:
        return None
    return AnswerRequest(takes_reply=takes_reply, wants_receipt=wants_receipt)


def give_reply(message: Message, text: str, *, token: uuid.UUID, by: str, by_name: str) -> None:
    """Keep a reply for the sender to fetch; with the token of an earlier reply, nothing happens.

    Raises:
        NotAsked: the sender takes no reply (5001).
    """
    if not AnswerRequest.objects.filter(message=message, takes_reply=True).exists():
        raise NotAsked(
            "Avsändaren tar inte emot svar på brevet.",
            "The sender takes no reply to the letter.",
            slug="reply-not-asked-for",
        )
    _keep(message, Answer(kind=Answer.Kind.REPLY, text=text, token=token, by=by, by_name=by_name))


def give_receipt(message: Message, *, by: str, by_name: str) -> None:
    """Tell the sender that the letter has been received; the second time, nothing happens.

    Raises:
        NotAsked: the sender asks for no receipt (5001).
    """
    if not AnswerRequest.objects.filter(message=message, wants_receipt=True).exists():
        raise NotAsked(
            "Avsändaren ber inte om kvittens.", "The sender asks for no receipt.", slug="receipt-not-asked-for"
        )
    _keep(message, Answer(kind=Answer.Kind.RECEIPT, by=by, by_name=by_name))


def _keep(message: Message, answer: Answer) -> None:
    answer.message, answer.made_at = message, clock.now()
    try:
        with writing(), transaction.atomic():
            answer.save(force_insert=True)
            mailbox_log.note(
                message.mailbox,
                mailbox_log.Event.ANSWERED,
                answer.by,
                answer.by_name,
                about=message.subject,
                message=message,
            )
            happenings.tell_on_commit()
    except IntegrityError:
        # The same answer is kept already: a form that was sent twice.
        return
