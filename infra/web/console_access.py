"""Who may use the console and REST, and from where: one check for pages and programs.

With MM_CONSOLE_PASSWORD set the password is demanded, by HTTP Basic (any user name) or as a bearer token.
Without it everybody may, since the server then listens to this machine alone. A browser on this machine is
a way in for every page that it shows, so what changes something must come from our own pages.
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

View = Callable[..., HttpResponseBase]

CHALLENGE: Final = 'Basic realm="Mina meddelanden-simulatorn", charset="UTF-8"'
"""Source: RFC 7617."""
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
PASSWORD_NEEDED: Final = (
    "Lösenordet i MM_CONSOLE_PASSWORD behövs: HTTP Basic (valfritt användarnamn) eller Authorization: Bearer.",
    "The password in MM_CONSOLE_PASSWORD is needed: HTTP Basic (any user name) or Authorization: Bearer.",
)
FROM_ELSEWHERE: Final = (
    "Anropet kommer från en annan webbplats än simulatorns egen, så ingenting ändrades.",
    "The request comes from another web site than the simulator's own, so nothing was changed.",
)
"""Swedish, English."""


def is_granted(request: HttpRequest) -> bool:
    """No password is set, or the caller knows it. Takes the same time whatever was given."""
    wanted = settings.CONSOLE_PASSWORD
    given = _given(request.headers.get("Authorization", ""))
    return not wanted or hmac.compare_digest(_digest(given), _digest(wanted))


def is_from_elsewhere(request: HttpRequest) -> bool:
    """A browser sends this for another site's page. Programs name no origin, and are no browser's victims."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()


def console_page(view: View) -> View:
    """Show the page only to who may see it; let it change something only when our own page asked."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_granted(request):
            return _refusal(401, PASSWORD_NEEDED, {"WWW-Authenticate": CHALLENGE})
        if request.method not in SAFE_METHODS and is_from_elsewhere(request):
            return _refusal(403, FROM_ELSEWHERE)
        return view(request, *args, **kwargs)

    return guarded


def _given(authorization: str) -> str:
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
    # Digests are equally long, so the time says nothing of the length either.
    return hashlib.sha256(password.encode(errors="surrogateescape")).digest()


def _refusal(status: int, words: tuple[str, str], headers: dict[str, str] | None = None) -> HttpResponse:
    text = "\n".join(words) + "\n"
    return HttpResponse(text, status=status, headers=headers, content_type="text/plain; charset=utf-8")
