"""Log-in forms that were opened before another person logged in in the same browser.

The other log-in gave the browser a new CSRF token, so the form's own is refused. The person then chooses once
more, instead of reading that the page was too old. A browser that sent no cookie reads that, since choosing again
would not help it.
"""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt

from mailbox_ui.access import login, session

View = Callable[[HttpRequest], HttpResponseBase]


class _ChooseAgain(CsrfViewMiddleware):
    # Django's own decorators for CSRF override this method, too; it offers no public one.
    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        if settings.CSRF_COOKIE_NAME not in request.COOKIES:
            refusal: HttpResponse = super()._reject(request, reason)  # type: ignore[misc]  # not in the stubs
            return refusal
        query = {
            "till": session.safe_path(request.POST.get("till", "")),
            login.EXPECTED: request.POST.get("number", ""),
        }
        return redirect(f"{reverse('mail:login')}?{urlencode(query)}")


def choose_again_if_stale(view: View) -> View:
    """Answer a form with an old CSRF token with the page to choose from, the same person foremost."""
    checked: View = decorator_from_middleware(_ChooseAgain)(view)
    return csrf_exempt(checked)
