"""One message: its page, its HTML in a frame of its own, and the link to it from an SMS."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from infra.html.sanitise import left_out_of
from mailbox_operator.shown_html import shown_html_of
from mailbox_ui.access import login, mailboxes, session
from mailbox_ui.access.refusals import RightsUnknown
from mailbox_ui.access.rights import place_of
from mailbox_ui.access.session import HolderRequest, login_required
from mailbox_ui.exchange_reports import report_opening
from mailbox_ui.letter import plain_text, policy
from mailbox_ui.letter.policy import own_policy
from mailbox_ui.models import EidHolder
from mailbox_ui.views.mailbox.answers import answer_context


@login_required
def show_message(request: HolderRequest, place: str, public_id: uuid.UUID) -> HttpResponse:
    found = mailboxes.message_of(request.holder, place, public_id)
    mailboxes.note_opened(request.holder, found)
    report_opening(request, found)
    is_html = found.body_type == "text/html"
    context = {
        "message": found,
        "operator": found.mailbox.operator,
        "place": place,
        "attachments": mailboxes.attachments_of(found),
        "forwarded_emails": found.forwarded_emails.all(),
        "handed_on": found.handed_on.all(),
        "left_out": left_out_of(shown_html_of(found) or "") if is_html else None,
        "text": None if is_html else plain_text.with_links(found.body),
        **answer_context(found),
    }
    return render(request, "mailbox/message.html", context)


@own_policy(policy.LETTER)
@login_required
def show_letter_html(request: HolderRequest, place: str, public_id: uuid.UUID) -> HttpResponse:
    """The sender's HTML, sanitised, for the frame in the message's page."""
    found = mailboxes.message_of(request.holder, place, public_id)
    context = {"body": shown_html_of(found), "message": found, "place": place}
    return render(request, "mailbox/letter.html", context)


@login_required
def open_announced(request: HolderRequest, public_id: uuid.UUID) -> HttpResponse:
    """The address that the link in an SMS or e-mail leads to.

    A link on another person's phone leads through that person's log-in: a demonstration changes person so. One
    that belongs to somebody else in another way is answered with a page that says so.
    """
    expected = request.GET.get(login.EXPECTED, request.holder.number)
    if expected != request.holder.number and EidHolder.objects.filter(number=expected).exists():
        return redirect(session.login_address(request.get_full_path()))
    try:
        found = mailboxes.message_announced_to(request.holder, public_id)
    except RightsUnknown:
        raise
    except Http404:
        return render(request, "mailbox/link_of_another.html", {"till": request.path}, status=404)
    return redirect("mail:message", place_of(request.holder, found.mailbox), found.public_id)
