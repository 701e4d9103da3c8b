"""A page where testers sign a text as a test person, to paste the signature into a request of their own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from infra.web.access.console_access import console_page
from mailbox_ui.eid import signature_xml
from mailbox_ui.signing_form import SigningForm


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign_text(request: HttpRequest) -> HttpResponse:
    """The form; a POST shows the signature, which is kept nowhere."""
    form = SigningForm(request.POST or None, initial={"person": request.GET.get("person", "")})
    data = form.sign() if request.method == "POST" and form.is_valid() else None
    context = {"form": form, "element": signature_xml(data) if data else ""}
    return render(request, "eid/sign.html", context, status=422 if form.errors else 200)
