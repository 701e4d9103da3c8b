"""The addresses below an operator's UIAdress that other sites link to.

Source: api-6.3 §6: `<UIAdress>/Inbox?recipientId=…` and `<UIAdress>/AccountRequest?recipientId=…`.
"""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
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
from mailbox_operator.models import Operator
from mailbox_ui.access import login, session
from mailbox_ui.models import EidHolder

RECIPIENT = "recipientId"
MISSING = Text(
    "saknas; adressen slutar med ?recipientId= och mottagarens nummer",
    "is missing; the address ends with ?recipientId= and the recipient's number",
)
COMPANY = _("Ett företags brevlåda öppnas inte med e-legitimation här. Det som kommit till den syns i konsolen.")
NOBODY = _("Ingen testperson med e-legitimation har det numret, så ingen kan logga in som mottagaren.")


@never_cache
@require_safe
def inbox(request: HttpRequest, operator: str) -> HttpResponse:
    """Open the recipient's mailbox; who is not logged in as the recipient logs in first."""
    here = get_object_or_404(Operator, name=operator)
    try:
        recipient = _recipient_of(request)
    except InvalidInput as refusal:
        return _not_opened(request, here, _in_words(refusal), status=400)
    if not EidHolder.objects.filter(number=recipient.value).exists():
        return _not_opened(request, here, str(COMPANY if recipient.is_organisation else NOBODY), status=404)
    holder = session.current_holder(request)
    if holder is None or holder.number != recipient.value:
        return redirect(_log_in_as(recipient, here))
    return redirect("mail:inbox", here.name)


@never_cache
@require_safe
def account_request(request: HttpRequest, operator: str) -> HttpResponse:
    """Say how the recipient gets a mailbox at the operator. Nothing is told of the recipient's own account."""
    here = get_object_or_404(Operator, name=operator)
    try:
        recipient = _recipient_of(request)
    except InvalidInput as refusal:
        return _not_opened(request, here, _in_words(refusal), status=400)
    context = {
        "operator": here,
        "is_company": recipient.is_organisation,
        "inbox": f"{reverse('mail:navigate-inbox', args=[here.name])}?{urlencode({RECIPIENT: recipient.value})}",
    }
    return render(request, "mailbox/account_request.html", context)


def _recipient_of(request: HttpRequest) -> RecipientId:
    written = request.GET.get(RECIPIENT, "")
    if not written.strip():
        raise InvalidInput.saying(MISSING, slug="recipient-id-missing")
    return read_recipient(written)


def _log_in_as(recipient: RecipientId, operator: Operator) -> str:
    query = {"till": reverse("mail:inbox", args=[operator.name]), login.EXPECTED: recipient.value}
    return f"{reverse('mail:login')}?{urlencode(query)}"


def _in_words(refusal: InvalidInput) -> str:
    return f"{RECIPIENT}: {refusal.text.in_language(get_language())}."


def _not_opened(request: HttpRequest, operator: Operator, why: str, status: int) -> HttpResponse:
    return render(request, "mailbox/not_opened.html", {"operator": operator, "why": why}, status=status)
