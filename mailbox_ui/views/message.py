"""One message: its page, its HTML in a frame of its own, and the way there from an SMS."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render

from infra import clock
from mailbox_operator.models import Message
from mailbox_operator.shown_html import shown_html_of
from mailbox_ui.access import mailboxes
from mailbox_ui.access.session import HolderRequest, login_required
from mailbox_ui.letter import plain_text, policy
from mailbox_ui.letter.policy import own_policy


@login_required
def message(request: HolderRequest, operator: str, public_id: uuid.UUID) -> HttpResponse:
    found = mailboxes.message_of(request.holder, operator, public_id)
    _mark_read(found)
    is_html = found.body_type == "text/html"
    context = {
        "message": found,
        "operator": found.mailbox.operator,
        "attachments": mailboxes.attachments_of(found),
        "text": None if is_html else plain_text.with_links(found.body),
    }
    return render(request, "mailbox/message.html", context)


@own_policy(policy.LETTER)
@login_required
def letter(request: HolderRequest, operator: str, public_id: uuid.UUID) -> HttpResponse:
    """The sender's HTML, sanitised, for the frame in the message's page."""
    found = mailboxes.message_of(request.holder, operator, public_id)
    context = {"body": shown_html_of(found), "message": found}
    return render(request, "mailbox/letter.html", context)


@login_required
def open_announced(request: HolderRequest, public_id: uuid.UUID) -> HttpResponse:
    """Where the link in an SMS or e-mail leads."""
    found = mailboxes.opened(request.holder, public_id)
    return redirect("mail:message", found.mailbox.operator.name, found.public_id)


def _mark_read(found: Message) -> None:
    if found.read_at is None:
        found.read_at = clock.now()
        Message.objects.filter(pk=found.pk, read_at=None).update(read_at=found.read_at)
