"""Log-in forms that were opened before another person logged in in the same browser.

The other log-in gave the browser a new CSRF token, so the form's own is refused. The person then chooses once
more, instead of reading that the page was too old.
"""

from collections.abc import Callable
from urllib.parse import urlencode

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
    def _reject(self, request: HttpRequest, _reason: str) -> HttpResponse:
        query = {
            "till": session.safe_path(request.POST.get("till", "")),
            login.EXPECTED: request.POST.get("number", ""),
        }
        return redirect(f"{reverse('mail:login')}?{urlencode(query)}")


def choose_again_if_stale(view: View) -> View:
    """Answer a form without a valid CSRF token with the page to choose from, the same person foremost."""
    checked: View = decorator_from_middleware(_ChooseAgain)(view)
    return csrf_exempt(checked)
