"""A company's mailbox: signatures given and missing, when it lapses; sign, remind, withdraw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from infra import clock
from infra.errors import MinaMeddelandenError
from mailbox_operator.customers import enrolment
from mailbox_operator.customers.enrolment import WaitingEnrolment
from mailbox_operator.models import Mailbox, Operator
from mailbox_ui.access.rights import place_of
from mailbox_ui.access.session import HolderRequest, login_required
from mailbox_ui.models import SigningOrder
from mailbox_ui.portal import completion
from mailbox_ui.portal.holder_status import HolderStatus, status_of, status_of_company
from mailbox_ui.portal.operator_profiles import all_offers
from mailbox_ui.views.register_refusals import answer_register_refusals


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """What waits for signatures, as the page shows it."""

    waiting: WaitingEnrolment
    operator: Operator | None
    """None: it is not played here, and is signed there."""
    lapses_at: datetime | None
    """None: nobody here knows when it was begun."""
    needs_me: bool
    company_name: str = ""
    told_today: Sequence[str] = ()
    """The names of the people that may sign and have been told so today."""

    @property
    def is_everybody_told(self) -> bool:
        return len(self.told_today) == len(self.waiting.signing.possible_signers)

    @property
    def operator_name(self) -> str:
        return self.operator.display_name if self.operator else self.waiting.operator


@login_required
@answer_register_refusals
def show_company(request: HolderRequest, number: str) -> HttpResponse:
    """How the company's mailbox stands."""
    subject = status_of_company(request.holder, number)
    operator = subject.operator
    here = Mailbox.objects.filter(operator=operator, operator__is_own_reception=False, holder=number)
    mailbox = here.select_related("operator").first()
    context = {
        "subject": subject,
        "company": subject.company,
        "joint": [waiting_entry(waiting, request.holder.number) for waiting in subject.waiting],
        "current": operator,
        "inbox_place": place_of(request.holder, mailbox) if mailbox else "",
        "offers": [offer for offer in all_offers() if offer.operator != operator and not offer.is_trial],
    }
    return render(request, "portal/company.html", context)


@login_required
@require_POST
def withdraw_request(request: HolderRequest, action: str, number: str = "") -> HttpResponse:
    """Give up what waits: of a company, or without a number one's own."""
    try:
        for waiting in _subject(request, number).waiting:
            if waiting.action == action:
                enrolment.withdraw_request(waiting, request.holder.number)
                messages.success(request, _("Det är återtaget. Inget väntar längre på underskrift."))
    except MinaMeddelandenError:
        messages.error(request, _("Det gick inte att återta just nu. Inget har ändrats. Försök igen om en stund."))
    return _back(number)


@login_required
@require_POST
def remind_signatories(request: HolderRequest, number: str, action: str) -> HttpResponse:
    """Ask the others again."""
    try:
        subject = status_of_company(request.holder, number)
    except MinaMeddelandenError:
        messages.error(request, _("Registret svarar inte just nu. Försök igen om en stund."))
        return _back(number)
    for waiting in subject.waiting:
        begun = completion.begun_at(number, waiting.action, waiting.operator)
        if waiting.action == action and begun is not None:
            _remind(request, begun, waiting)
    return _back(number)


def _remind(request: HolderRequest, begun: SigningOrder, waiting: WaitingEnrolment) -> None:
    if completion.remind_signers(begun, waiting.signing):
        messages.success(request, _("De andra är påminda. Var och en påminns högst en gång om dagen."))
        return
    names = ", ".join(completion.told_today(begun, waiting.signing))
    messages.info(request, _("%(names)s fick besked i dag. Du kan påminna igen i morgon.") % {"names": names})


def waiting_entry(waiting: WaitingEnrolment, person: str, company_name: str = "") -> WaitingEntry:
    """What waits, with the day on which it lapses."""
    begun = completion.begun_at(waiting.holder, waiting.action, waiting.operator)
    start = begun.created_at if begun else _start_of(waiting)
    return WaitingEntry(
        waiting,
        Operator.objects.filter(name=waiting.operator).first(),
        start + completion.WAITS if start else None,
        waiting.signing.lacks(person),
        company_name,
        completion.told_today(begun, waiting.signing) if begun else [],
    )


def _start_of(waiting: WaitingEnrolment) -> datetime | None:
    return clock.midnight(waiting.begun_on) if waiting.begun_on else None


def _subject(request: HolderRequest, number: str) -> HolderStatus:
    return status_of_company(request.holder, number) if number else status_of(request.holder)


def _back(number: str) -> HttpResponse:
    return redirect("mail:company", number) if number else redirect("mail:my-mailboxes")
