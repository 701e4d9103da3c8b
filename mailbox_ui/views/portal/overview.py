"""The first page, the comparison of operators, and a person's own mailboxes: where post goes now, and why."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from infra.errors import MinaMeddelandenError
from mailbox_operator.models import Mailbox
from mailbox_ui.access import mailboxes
from mailbox_ui.access.destination import MailDestination, destination_of
from mailbox_ui.access.session import HolderRequest, login_required
from mailbox_ui.models import EidHolder
from mailbox_ui.portal import completion
from mailbox_ui.portal.holder_status import asked_to_sign, companies_of
from mailbox_ui.portal.operator_profiles import all_offers
from mailbox_ui.views.portal.companies import waiting_entry


def show_portal(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/portal.html", {"offers": all_offers()})


def compare_operators(request: HttpRequest) -> HttpResponse:
    """All operators side by side."""
    found = all_offers()
    context = {"offers": found, "has_trials": any(offer.is_trial for offer in found)}
    return render(request, "portal/compare.html", context)


@login_required
def mailboxes_or_inbox(request: HolderRequest) -> HttpResponse:
    """Straight to the inbox where there is one mailbox, post goes there, and nothing waits for a signature."""
    mine = list(mailboxes.mailboxes_of(request.holder))
    destination = destination_of(request.holder)
    leads_on = _leads_on(mine, destination)
    if not leads_on or asked_to_sign(request.holder):
        return my_mailboxes(request)
    # A holder who has registered, and has got no letter yet, has no mailbox: the inbox opens it.
    return redirect("mail:inbox", leads_on)


def _leads_on(mine: Sequence[Mailbox], destination: MailDestination) -> str:
    """The operator of the one mailbox that there is, if post goes there, as far as anybody knows; or nothing."""
    if len(mine) > 1 or destination.is_paper:
        return ""
    if not mine:
        return destination.domain if destination.operator else ""
    own = mine[0].operator.name
    return own if not destination.is_known or destination.domain == own else ""


@login_required
def my_mailboxes(request: HolderRequest) -> HttpResponse:
    mine: list[Mailbox] = list(mailboxes.mailboxes_of(request.holder))
    destination = destination_of(request.holder)
    mine.sort(key=lambda mailbox: mailbox.operator.name != destination.domain)
    waiting, companies = asked_to_sign(request.holder), _companies(request.holder)
    context = {
        "mailboxes": mine,
        "destination": destination,
        "latest": completion.latest_change(request.holder.number),
        "joint": [
            waiting_entry(found, request.holder.number, (companies or {}).get(found.holder, ""))
            for found in waiting
        ],
        "companies": companies,
        "offers": all_offers(),
    }
    return render(request, "mailbox/mailboxes.html", context)


def _companies(holder: EidHolder) -> dict[str, str] | None:
    """None: the register does not answer."""
    try:
        return companies_of(holder)
    except MinaMeddelandenError:
        return None
