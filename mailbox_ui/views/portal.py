"""The first page, and the choice among a person's own mailboxes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mailbox_operator.models import Operator
from mailbox_ui.access import mailboxes
from mailbox_ui.access.destination import destination_of
from mailbox_ui.access.session import HolderRequest, login_required


def portal(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/portal.html", {"operators": Operator.objects.order_by("pk")})


@login_required
def my_mailboxes(request: HolderRequest) -> HttpResponse:
    mine = list(mailboxes.mailboxes_of(request.holder))
    if len(mine) == 1:
        return redirect("mail:inbox", mine[0].operator.name)
    destination = destination_of(request.holder)
    if not mine and destination.operator is not None:
        # Registered, and no letter has come yet: the inbox opens the mailbox.
        return redirect("mail:inbox", destination.operator.name)
    context = {"mailboxes": mine, "destination": destination}
    return render(request, "mailbox/mailboxes.html", context)
