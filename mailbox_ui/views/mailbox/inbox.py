"""The lists of letters: inbox, archive, bin, folders and searches, and their renewal while they are open."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from infra.web.renewal import VERSION_PARAMETER, Fragment, renewed_fragment
from mailbox_operator.mailbox import usage
from mailbox_operator.mailbox.listing import SortOrder, sender_names
from mailbox_operator.models import Operator
from mailbox_ui.access import mailboxes
from mailbox_ui.access.destination import MailDestination, destination_of, destination_of_number
from mailbox_ui.access.rights import OpenedMailbox
from mailbox_ui.access.session import HolderRequest, login_required
from mailbox_ui.inbox.list_query import ListKind, ListQuery
from mailbox_ui.inbox.page import ListPage, load_page
from mailbox_ui.inbox.version import MailboxVersion


@require_safe
@login_required
def show_list(request: HolderRequest, place: str, kind: ListKind, folder: str = "") -> HttpResponse:
    opened = mailboxes.open_or_begin(request.holder, place)
    if opened is None:
        return _no_mailbox(request, place)
    usage.note_use(opened.mailbox)
    page = load_page(opened, ListQuery.read(kind, folder, request.GET))
    context = list_context(page) | {
        "senders": sender_names(opened.mailbox),
        "orders": SortOrder,
        "moved_to": _destination_after(opened) if kind is ListKind.INBOX else None,
    }
    return render(request, "mailbox/inbox.html", context)


@login_required
@renewed_fragment
def renew_list(request: HolderRequest, place: str, kind: ListKind, folder: str = "") -> Fragment:
    opened = mailboxes.open_mailbox(request.holder, place)

    def context() -> dict[str, Any]:
        query = ListQuery.read(kind, folder, request.GET)
        return list_context(load_page(opened, query, since=request.GET.get(VERSION_PARAMETER, "")))

    return Fragment("mailbox/_renewed_list.html", str(MailboxVersion.of(opened.mailbox)), context)


def list_context(page: ListPage) -> dict[str, Any]:
    """What the templates of a list are drawn from."""
    return {
        "inbox": page,
        "operator": page.opened.operator,
        "place": page.opened.place,
        "opened": page.opened,
        "ListKind": ListKind,
    }


def _destination_after(opened: OpenedMailbox) -> MailDestination | None:
    """Where new mail goes instead, of a mailbox that has been left; None: it comes here."""
    if opened.mailbox.closed_at is None:
        return None
    destination = destination_of_number(opened.mailbox.holder)
    return None if destination.domain == opened.operator.name else destination


def _no_mailbox(request: HolderRequest, name: str) -> HttpResponse:
    operator = get_object_or_404(Operator, name=name)
    context = {
        "operator": operator,
        "without_mailbox": True,
        "destination": destination_of(request.holder),
    }
    return render(request, "mailbox/no_mailbox.html", context)
