"""Further readers of a mailbox: consents that the owner gives, and ends."""

from collections.abc import Mapping
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from infra import clock
from infra.errors import InternalError
from infra.errors.codes import ErrorCode
from infra.far_client import RegisterRefused
from infra.identity import RecipientId
from mailbox_operator.customers import consents
from mailbox_operator.customers.consents import Consent, Level
from mailbox_operator.customers.signing import SigningProgress
from mailbox_operator.mailbox import mailbox_log
from mailbox_operator.mailbox.mailbox_log import Event
from mailbox_ui.access import mailboxes
from mailbox_ui.access.rights import OpenedMailbox, Right
from mailbox_ui.access.session import HolderRequest, login_required
from mailbox_ui.eid import sign_text
from mailbox_ui.settings_forms import ConsentForm

REFUSALS: Final[Mapping[int, Promise]] = {
    ErrorCode.INVALID_INPUT: gettext_lazy("Personen kan inte få den rätten. Kontrollera numret."),
    ErrorCode.ALREADY_EXISTS: gettext_lazy("Personen har redan ett samtycke. Avsluta det innan du ger ett nytt."),
    ErrorCode.PROTECTED_IDENTITY: gettext_lazy(
        "Personen har skyddade personuppgifter och kan därför inte få samtycke."
    ),
    ErrorCode.IDENTITY_DOES_NOT_EXIST: gettext_lazy("Ingen levande person har det numret i folkbokföringen."),
    ErrorCode.NOT_FOUND: gettext_lazy("Samtycket finns inte längre."),
    ErrorCode.ILLEGAL_STATE: gettext_lazy("Samtycket har ändrats av någon annan. Se hur det står nu."),
    ErrorCode.ACCESS_DENIED: gettext_lazy("Brevlådan är inte längre hos den här operatören."),
    ErrorCode.ACCOUNT_DOES_NOT_EXIST: gettext_lazy("Brevlådan är avslutad, så ingen annan kan få läsa."),
    ErrorCode.USER_NOT_AUTHORISED: gettext_lazy("Du får inte bestämma det för den här brevlådan."),
}
"""What the register's refusals mean to the person."""
OF_AGE: Final = 18
NO_ANSWER: Final = gettext_lazy("Vi når inte registret just nu. Ingenting är ändrat. Försök igen om en stund.")


@login_required
def show_readers(request: HolderRequest, place: str) -> HttpResponse:
    """The consents to the mailbox, and a form that gives one: first shown, then signed."""
    opened = mailboxes.open_mailbox(request.holder, place, needs=Right.OWN)
    form = ConsentForm(request.POST or None, owner=opened.mailbox.holder)
    if request.method != "POST" or not form.is_valid():
        return _page(request, opened, form)
    level = Level(form.cleaned_data["level"])
    text = consents.write_agreement(_owner(opened), form.receiver_name, level)
    if "signed" not in request.POST:
        return _review(
            request, opened, text, hidden={"number": form.cleaned_data["number"], "level": level.value}, ends=False
        )
    return _give(request, opened, form, text)


@login_required
@require_POST
def change_reader(request: HolderRequest, place: str) -> HttpResponse:
    """End a consent, or add one's signature to a company's that another has begun: first shown, then signed."""
    opened, consent = _named(request, place)
    ends = request.POST.get("do") == "end"
    text = consents.write_ending(_owner(opened), consent.receiver_name) if ends else consent.agreement_text
    if "signed" not in request.POST:
        hidden = {"receiver": consent.receiver, "do": request.POST.get("do", "")}
        return _review(request, opened, text, hidden=hidden, ends=ends)
    try:
        (_end if ends else _add_signature)(request, opened, consent, text)
    except (InternalError, RegisterRefused) as problem:
        messages.error(request, words_of(problem))
    return redirect("mail:readers", place)


def _add_signature(request: HolderRequest, opened: OpenedMailbox, consent: Consent, text: str) -> None:
    signature = sign_text(request.holder.number, text)
    signing = consents.give_consent(opened.operator.name, consent.account, consent.receiver, text, [signature])
    _tell_given(request, opened, signing, consent.receiver_name)


def _end(request: HolderRequest, opened: OpenedMailbox, consent: Consent, text: str) -> None:
    person = request.holder.number
    signing = consents.end_consent(opened.operator.name, consent, person, text, [sign_text(person, text)])
    if not signing.is_complete:
        messages.warning(request, _waiting_for(signing))
        return
    _note(request, opened, Event.CONSENT_ENDED, consent.receiver_name)
    messages.success(
        request, _("Samtycket är avslutat. %s kan inte längre öppna brevlådan.") % consent.receiver_name
    )


def words_of(problem: InternalError | RegisterRefused) -> str:
    """What the register's refusal, or its silence, means to the person."""
    if isinstance(problem, RegisterRefused):
        known = REFUSALS.get(problem.fault_code)
        return str(known) if known else str(_("Registret sade nej. Ingenting är ändrat."))
    return str(NO_ANSWER)


def _page(request: HolderRequest, opened: OpenedMailbox, form: ConsentForm) -> HttpResponse:
    holder = opened.mailbox.holder
    try:
        found = consents.consents_of(opened.operator.name, request.holder.number)
        problem = ""
    except (InternalError, RegisterRefused) as refusal:
        found, problem = [], words_of(refusal)
    given = [consent for consent in found if consent.account == holder]
    context = {
        "opened": opened,
        "operator": opened.operator,
        "place": opened.place,
        "is_minor": _is_minor(holder),
        "given": [(consent, consent.signing.lacks(request.holder.number)) for consent in given],
        "problem": problem,
        "form": form,
    }
    return render(request, "settings/readers.html", context, status=422 if form.errors else 200)


def _is_minor(holder: str) -> bool:
    """Custody gives no right to a mailbox, and a child should be told."""
    age = RecipientId.from_contract(holder).age_at(clock.today())
    return age is not None and age < OF_AGE


def _review(
    request: HolderRequest, opened: OpenedMailbox, text: str, *, hidden: Mapping[str, str], ends: bool
) -> HttpResponse:
    context = {
        "opened": opened,
        "operator": opened.operator,
        "place": opened.place,
        "text": text,
        "hidden": hidden,
        "ends": ends,
        "action": reverse("mail:change-reader" if "receiver" in hidden else "mail:readers", args=[opened.place]),
    }
    return render(request, "settings/readers_review.html", context)


def _give(request: HolderRequest, opened: OpenedMailbox, form: ConsentForm, text: str) -> HttpResponse:
    signature = sign_text(request.holder.number, text)
    number = form.cleaned_data["number"]
    try:
        signing = consents.give_consent(opened.operator.name, opened.mailbox.holder, number, text, [signature])
    except (InternalError, RegisterRefused) as problem:
        form.add_error("number", words_of(problem))
        return _page(request, opened, form)
    _tell_given(request, opened, signing, form.receiver_name)
    return redirect("mail:readers", opened.place)


def _tell_given(request: HolderRequest, opened: OpenedMailbox, signing: SigningProgress, receiver: str) -> None:
    if signing.is_undecidable:
        messages.error(
            request, _("Ingen dator kan avgöra vem som får skriva under för företaget. Inget är ändrat.")
        )
        return
    _note(request, opened, Event.CONSENT_GIVEN, receiver)
    if signing.is_complete:
        messages.success(request, _("Samtycket är underskrivet. Det gäller när %s har godkänt det.") % receiver)
    else:
        messages.warning(request, _waiting_for(signing))


def _waiting_for(signing: SigningProgress) -> str:
    names = ", ".join(signer.name for signer in signing.possible_signers)
    return _("Din underskrift är sparad. Det gäller när fler har skrivit under: %s.") % names


def _note(request: HolderRequest, opened: OpenedMailbox, event: Event, about: str) -> None:
    mailbox_log.note_event(opened.mailbox, event, request.holder.number, request.holder.name, about=about)


def _named(request: HolderRequest, place: str) -> tuple[OpenedMailbox, Consent]:
    opened = mailboxes.open_mailbox(request.holder, place, needs=Right.OWN)
    try:
        found = consents.consents_of(opened.operator.name, request.holder.number)
    except (InternalError, RegisterRefused) as problem:
        raise Http404 from problem
    wanted = (opened.mailbox.holder, request.POST.get("receiver"))
    for consent in found:
        if (consent.account, consent.receiver) == wanted:
            return opened, consent
    raise Http404


def _owner(opened: OpenedMailbox) -> str:
    return opened.mailbox.holder_name or opened.mailbox.holder
