"""The tables of the mailbox operators."""

from mailbox_operator.answers.models import Answer, AnswerRequest
from mailbox_operator.forwarding.models import ForwardedEmail, Forwarding, HandedOnLetter
from mailbox_operator.matters.models import MatterEvent
from mailbox_operator.models.mailboxes import FilingStep, Folder, Language, Mailbox, Operator, new_key
from mailbox_operator.models.messages import (
    SEARCH_VERSION,
    Announcement,
    Attachment,
    Delivery,
    FileText,
    Message,
)
from mailbox_operator.models.settings import ContactCode, MailboxLogEntry, SeenSenders

__all__ = [
    "SEARCH_VERSION",
    "Announcement",
    "Answer",
    "AnswerRequest",
    "Attachment",
    "ContactCode",
    "Delivery",
    "FileText",
    "FilingStep",
    "Folder",
    "ForwardedEmail",
    "Forwarding",
    "HandedOnLetter",
    "Language",
    "Mailbox",
    "MailboxLogEntry",
    "MatterEvent",
    "Message",
    "Operator",
    "SeenSenders",
    "new_key",
]
