"""Acting for others: the list of mailboxes to change to, and the consents that one is offered or has."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from infra.errors import InternalError
from infra.far_client import RegisterRefused
from mailbox_operator.customers import consents
from mailbox_operator.customers.consents import Consent
from mailbox_operator.mailbox import mailbox_log
from mailbox_operator.mailbox.mailbox_log import Event
from mailbox_operator.models import Mailbox, Operator
from mailbox_ui.access import open_mailboxes
from mailbox_ui.access.session import HolderRequest, login_required
from mailbox_ui.views.settings.consents import words_of


@login_required
def list_mailboxes(request: HolderRequest) -> HttpResponse:
    """The mailboxes that one may change to: a part of a page, fetched when the menu is opened."""
    context = {
        "places": open_mailboxes.find_open_mailboxes(request.holder),
        "offered": sum(consent.state is consents.State.WAITING_FOR_ACCEPT for _, consent in _received(request)),
        "here": request.GET.get("har", ""),
    }
    return render(request, "acting/_places.html", context)


@login_required
def list_received(request: HolderRequest) -> HttpResponse:
    """What others have given one the right to open, and offers that wait for an answer."""
    found = open_mailboxes.find_open_mailboxes(request.holder)
    place_of = {(each.operator.name, each.mailbox.holder): each.place for each in found.others}
    consents_here = [
        (operator, consent, place_of.get((operator, consent.account), ""))
        for operator, consent in _received(request)
    ]
    context = {"received": consents_here, "places": found}
    return render(request, "acting/received.html", context)


@login_required
@require_POST
def answer_offer(request: HolderRequest) -> HttpResponse:
    """Accept or refuse an offer, or end a consent that one has."""
    operator, consent = _named(request)
    try:
        words, event = _carry_out(request, operator, consent)
    except (InternalError, RegisterRefused) as problem:
        messages.error(request, words_of(problem))
        return redirect("mail:received")
    _note(consent, event, request)
    messages.success(request, words)
    return redirect("mail:received")


def _carry_out(request: HolderRequest, operator: str, consent: Consent) -> tuple[str, Event]:
    person, owner = request.holder.number, consent.account_name
    match request.POST.get("do"):
        case "accept":
            consents.accept_consent(operator, consent.account, person)
            return _("Du kan nu öppna brevlådan som tillhör %s.") % owner, Event.CONSENT_ACCEPTED
        case "refuse":
            consents.refuse_consent(operator, consent.account, person)
            return _("Du har tackat nej. %s ser det.") % owner, Event.CONSENT_DECLINED
        case "end":
            consents.end_consent(operator, consent, person)
            return _("Du kan inte längre öppna brevlådan som tillhör %s.") % owner, Event.CONSENT_ENDED
    raise Http404


def _received(request: HolderRequest) -> list[tuple[str, Consent]]:
    """The consents of others to this person, each with the operator to answer it through."""
    found: dict[str, tuple[str, Consent]] = {}
    for operator in Operator.objects.order_by("pk").values_list("name", flat=True):
        try:
            told = consents.consents_of(operator, request.holder.number)
        except (InternalError, RegisterRefused):
            continue
        mine = [consent for consent in told if consent.receiver == request.holder.number]
        here = set(Mailbox.objects.filter(operator__name=operator).values_list("holder", flat=True))
        for consent in mine:
            if consent.account not in found or consent.account in here:
                found[consent.account] = operator, consent
    return list(found.values())


def _named(request: HolderRequest) -> tuple[str, Consent]:
    for operator, consent in _received(request):
        if consent.account == request.POST.get("account"):
            return operator, consent
    raise Http404


def _note(consent: Consent, event: Event, request: HolderRequest) -> None:
    """In the owner's log: the owner sees what came of the offer."""
    for mailbox in Mailbox.objects.filter(holder=consent.account, closed_at=None):
        mailbox_log.note_event(mailbox, event, request.holder.number, request.holder.name)
