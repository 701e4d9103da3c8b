"""The inbox, and its renewal while it is open."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from infra.web.renewal import VERSION_PARAMETER, Fragment, renewed_fragment
from mailbox_operator import usage
from mailbox_operator.models import Operator
from mailbox_ui import inbox as inboxes
from mailbox_ui.access import mailboxes
from mailbox_ui.access.destination import destination_of
from mailbox_ui.access.session import HolderRequest, login_required


@login_required
def inbox(request: HolderRequest, place: str) -> HttpResponse:
    opened = mailboxes.open_or_begin(request.holder, place)
    if opened is None:
        return _no_mailbox(request, place)
    usage.note_use(opened.mailbox)
    shown = inboxes.load_inbox(opened.mailbox, request.GET.get("visa", ""), request.GET.get("fore", ""))
    return render(
        request, "mailbox/inbox.html", {"inbox": shown, "operator": opened.operator, "place": opened.place}
    )


@login_required
@renewed_fragment
def renew_inbox(request: HolderRequest, place: str) -> Fragment:
    opened = mailboxes.open_mailbox(request.holder, place)

    def context() -> dict[str, object]:
        query = request.GET
        seen = query.get(VERSION_PARAMETER, "")
        shown = inboxes.load_inbox(opened.mailbox, query.get("visa", ""), query.get("fore", ""), since=seen)
        return {"inbox": shown, "operator": opened.operator, "place": opened.place}

    return Fragment("mailbox/_renewed_list.html", str(inboxes.InboxVersion.of(opened.mailbox)), context)


def _no_mailbox(request: HolderRequest, name: str) -> HttpResponse:
    operator = get_object_or_404(Operator, name=name)
    context = {
        "operator": operator,
        "without_mailbox": True,
        "destination": destination_of(request.holder),
    }
    return render(request, "mailbox/no_mailbox.html", context)
