"""End the account of somebody who is dead or has another number, or of a company that is dissolved."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from console.refusals import as_sentence
from far.accounts.closing import end_account_of_gone
from infra.errors import InvalidInput, MinaMeddelandenError
from infra.identity.reading import read_recipient
from infra.web.access.console_access import console_page


@console_page
@require_POST
def end_account(request: HttpRequest, number: str) -> HttpResponse:
    try:
        holder = read_recipient(number)
    except InvalidInput as problem:
        raise Http404 from problem
    try:
        supplier = end_account_of_gone(holder)
    except MinaMeddelandenError as refusal:
        messages.error(request, as_sentence(refusal.text))
    else:
        messages.success(request, _("Kontot är avslutat. %(operator)s får besked.") % {"operator": supplier.name})
    return redirect("console:company" if holder.is_organisation else "console:person", holder.value)
