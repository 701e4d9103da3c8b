"""The addresses below an operator's UIAdress that other sites link to.

Source: api-6.3 §6: `<UIAdress>/Inbox?recipientId=…` and `<UIAdress>/AccountRequest?recipientId=…`.
"""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from infra.errors import InvalidInput
from infra.identity import RecipientId
from infra.identity.reading import read_recipient
from infra.texts import Text
from mailbox_operator.models import Mailbox, Operator
from mailbox_ui.access import login, mailboxes, session
from mailbox_ui.access.rights import place_of
from mailbox_ui.models import EidHolder
from mailbox_ui.portal.without_eid import find_reason

RECIPIENT = "recipientId"
MISSING = Text(
    "saknas; adressen slutar med ?recipientId= och mottagarens nummer",
    "is missing; the address ends with ?recipientId= and the recipient's number",
)
NOT_YOURS = _(
    "Den som tecknar firman kan öppna företagets brevlåda. Bolagsverkets uppgifter säger inte att du gör det, "
    "eller så finns brevlådan inte här."
)
NOBODY = _("Ingen testperson med e-legitimation har det numret, så ingen kan logga in som mottagaren.")


@never_cache
@require_safe
def open_inbox(request: HttpRequest, operator: str) -> HttpResponse:
    """Open the recipient's mailbox, after a log-in where somebody else or nobody is logged in."""
    here = get_object_or_404(Operator, name=operator)
    try:
        recipient = _recipient_of(request)
    except InvalidInput as refusal:
        return _not_opened(request, here, _in_words(refusal), status=400)
    holder = session.current_holder(request)
    if recipient.is_organisation:
        return _company_inbox(request, holder, here, recipient)
    if not EidHolder.objects.filter(number=recipient.value).exists():
        return _not_opened(request, here, str(NOBODY), status=404)
    if holder is None or holder.number != recipient.value:
        return redirect(_log_in_as(recipient, reverse("mail:inbox", args=[here.name])))
    return redirect("mail:inbox", here.name)


@never_cache
@require_safe
def account_request(request: HttpRequest, operator: str) -> HttpResponse:
    """Begin the enrolment of the recipient, who logs in. Nothing is told of the recipient's own account."""
    here = get_object_or_404(Operator, name=operator)
    try:
        recipient = _recipient_of(request)
    except InvalidInput as refusal:
        return _not_opened(request, here, _in_words(refusal), status=400)
    if recipient.is_organisation:
        return redirect("mail:enrol-company", here.name, recipient.value)
    if not EidHolder.objects.filter(number=recipient.value).exists():
        why = find_reason(recipient.value, here.name)
        return render(
            request, "portal/without_eid.html", {"operator": here, "without_mailbox": True, "words": why}
        )
    holder = session.current_holder(request)
    if holder is None or holder.number != recipient.value:
        return redirect(_log_in_as(recipient, reverse("mail:enrol", args=[here.name])))
    return redirect("mail:enrol", here.name)


def _company_inbox(
    request: HttpRequest, holder: EidHolder | None, operator: Operator, company: RecipientId
) -> HttpResponse:
    """The company's inbox, for its signatories, after a log-in where nobody is logged in."""
    if holder is None:
        return redirect(session.login_address(request.get_full_path()))
    mailbox = Mailbox.objects.filter(operator=operator, holder=company.value).select_related("operator").first()
    if mailbox is None:
        return _not_opened(request, operator, str(NOT_YOURS), status=404)
    try:
        opened = mailboxes.open_mailbox(holder, place_of(holder, mailbox))
    except Http404:
        return _not_opened(request, operator, str(NOT_YOURS), status=404)
    return redirect("mail:inbox", opened.place)


def _recipient_of(request: HttpRequest) -> RecipientId:
    written = request.GET.get(RECIPIENT, "")
    if not written.strip():
        raise InvalidInput.saying(MISSING, slug="recipient-id-missing")
    return read_recipient(written)


def _log_in_as(recipient: RecipientId, path: str) -> str:
    query = {"till": path, login.EXPECTED: recipient.value}
    return f"{reverse('mail:login')}?{urlencode(query)}"


def _in_words(refusal: InvalidInput) -> str:
    return f"{RECIPIENT}: {refusal.text.in_language(get_language())}."


def _not_opened(request: HttpRequest, operator: Operator, why: str, status: int) -> HttpResponse:
    return render(request, "mailbox/not_opened.html", {"operator": operator, "why": why}, status=status)
