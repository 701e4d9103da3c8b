"""Access to the console and REST: the password and the origin of a request, for pages and programs alike.

With MM_CONSOLE_PASSWORD set the password is demanded, by HTTP Basic (any user name) or as a bearer token.
Without a password everybody has access, since the server then listens to this machine alone. A page of
another site, shown in a browser on this machine, could send requests, so requests that change something must
come from our own pages.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from infra.texts import Text

View = Callable[..., HttpResponseBase]

CHALLENGE: Final = 'Basic realm="Mina meddelanden-simulatorn", charset="UTF-8"'
"""Source: RFC 7617."""
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
PASSWORD_NEEDED: Final = Text(
    "Lösenordet i MM_CONSOLE_PASSWORD behövs: HTTP Basic (valfritt användarnamn) eller Authorization: Bearer.",
    "The password in MM_CONSOLE_PASSWORD is needed: HTTP Basic (any user name) or Authorization: Bearer.",
)
FROM_ELSEWHERE: Final = Text(
    "Anropet kommer från en annan webbplats än simulatorns egen, så ingenting ändrades.",
    "The request comes from another web site than the simulator's own, so nothing was changed.",
)


def is_granted(request: HttpRequest) -> bool:
    """No password is set, or the request carries it. The check takes the same time for all passwords."""
    wanted = settings.CONSOLE_PASSWORD
    given = _password_given(request.headers.get("Authorization", ""))
    return not wanted or hmac.compare_digest(_digest(given), _digest(wanted))


def is_from_elsewhere(request: HttpRequest) -> bool:
    """The request comes from another site's page, by the headers that browsers (and no programs) send."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()


def console_page(view: View) -> View:
    """Refuse a request without access, and a change that another site's page asks for."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_granted(request):
            return _refusal(401, PASSWORD_NEEDED, {"WWW-Authenticate": CHALLENGE})
        if request.method not in SAFE_METHODS and is_from_elsewhere(request):
            return _refusal(403, FROM_ELSEWHERE)
        return view(request, *args, **kwargs)

    return guarded


def _password_given(authorization: str) -> str:
    scheme, _, credentials = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return credentials.strip()
    if scheme.lower() == "basic":
        return _password_of(credentials.strip())
    return ""


def _password_of(credentials: str) -> str:
    try:
        return base64.b64decode(credentials, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _digest(password: str) -> bytes:
    # Digests have one length, so the time of the comparison does not reveal the length of the password.
    return hashlib.sha256(password.encode(errors="surrogateescape")).digest()


def _refusal(status: int, text: Text, headers: dict[str, str] | None = None) -> HttpResponse:
    body = "\n".join(text) + "\n"
    return HttpResponse(body, status=status, headers=headers, content_type="text/plain; charset=utf-8")
