"""The log of a mailbox, which its owner reads."""

from django.http import HttpResponse
from django.shortcuts import render

from infra.validation.unstorable import number_in_address
from mailbox_operator.mailbox import mailbox_log
from mailbox_ui.access import mailboxes
from mailbox_ui.access.rights import Right
from mailbox_ui.access.session import HolderRequest, login_required


@login_required
def show_log(request: HolderRequest, place: str) -> HttpResponse:
    """The latest entries, or with `fore` those before an entry."""
    opened = mailboxes.open_mailbox(request.holder, place, needs=Right.OWN)
    context = {
        "opened": opened,
        "operator": opened.operator,
        "place": opened.place,
        "log": mailbox_log.read_log(opened.mailbox, number_in_address(request.GET.get("fore", ""))),
        "is_first": "fore" not in request.GET,
    }
    return render(request, "settings/log.html", context)
