"""How the holder wants to hear of new messages."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mailbox_ui.access import mailboxes
from mailbox_ui.access.rights import Right
from mailbox_ui.access.session import HolderRequest, login_required
from mailbox_ui.forms import PreferencesForm


@login_required
def preferences(request: HolderRequest, place: str) -> HttpResponse:
    mailbox = mailboxes.open_mailbox(request.holder, place, needs=Right.OWN).mailbox
    form = PreferencesForm(request.POST or None, instance=mailbox)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Dina inställningar är sparade."))
        return redirect("mail:preferences", place)
    context = {"form": form, "operator": mailbox.operator, "place": place}
    return render(request, "mailbox/preferences.html", context, status=422 if form.errors else 200)
