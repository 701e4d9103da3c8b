"""The inbox, and what came since it was drawn."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from mailbox_operator.models import Operator
from mailbox_ui import inbox as inboxes
from mailbox_ui.access import mailboxes
from mailbox_ui.access.session import HolderRequest, login_required


@login_required
def inbox(request: HolderRequest, operator: str) -> HttpResponse:
    mailbox = mailboxes.mailboxes_of(request.holder).filter(operator__name=operator).first()
    if mailbox is None:
        return _no_mailbox(request, operator)
    shown = inboxes.read(mailbox, request.GET.get("visa", ""))
    return render(request, "mailbox/inbox.html", {"inbox": shown, "operator": mailbox.operator})


@login_required
def news(request: HolderRequest, operator: str) -> HttpResponse:
    """The inbox once more, if it differs from the one the page shows; else 204."""
    mailbox = mailboxes.mailbox_at(request.holder, operator)
    seen = request.GET.get("sedan", "")
    if str(inboxes.Standing.of(mailbox)) == seen:
        return HttpResponse(status=204)
    shown = inboxes.read(mailbox, request.GET.get("visa", ""), since=seen)
    return render(request, "mailbox/_news.html", {"inbox": shown, "operator": mailbox.operator})


def _no_mailbox(request: HolderRequest, name: str) -> HttpResponse:
    operator = get_object_or_404(Operator, name=name)
    other = mailboxes.other_operator(request.holder, name)
    context = {
        "operator": operator,
        "without_mailbox": True,
        "other": other if isinstance(other, Operator) else None,
        "other_name": other.display_name if isinstance(other, Operator) else other,
    }
    return render(request, "mailbox/no_mailbox.html", context)
