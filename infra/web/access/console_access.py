"""Access to the console and REST: the password and the origin of a request, for pages and programs alike.

With MM_CONSOLE_PASSWORD set the password is demanded, by HTTP Basic (any user name) or as a bearer token.
Without a password everybody has access, since the server then listens to this machine alone. A page of
another site, shown in a browser on this machine, could send requests, so requests that change something must
come from our own pages. What another page fetches is refused as well: browsers would hide the answer from it, but
a stream takes a place of few, and an export takes time.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import get_language

from infra.texts import Text
from infra.web.access import wrong_passwords

View = Callable[..., HttpResponseBase]

CHALLENGE: Final = 'Basic realm="Mina meddelanden-simulatorn", charset="UTF-8"'
"""Source: RFC 7617."""
ASK_FOR_PASSWORD: Final = {"WWW-Authenticate": CHALLENGE}
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
PASSWORD_NEEDED: Final = Text(
    "Lösenordet i MM_CONSOLE_PASSWORD behövs: HTTP Basic (valfritt användarnamn) eller Authorization: Bearer.",
    "The password in MM_CONSOLE_PASSWORD is needed: HTTP Basic (any user name) or Authorization: Bearer.",
)
TOO_MANY: Final = Text(
    "Fel lösenord för många gånger. Försök igen om {seconds} sekunder.",
    "The wrong password too many times. Try again in {seconds} seconds.",
)
FROM_ELSEWHERE: Final = Text(
    "Anropet kommer från en annan webbplats än simulatorns egen, så ingenting ändrades.",
    "The request comes from another web site than the simulator's own, so nothing was changed.",
)

READ_FROM_ELSEWHERE: Final = Text(
    "En sida på en annan webbplats än simulatorns egen får inte hämta något här. Öppna adressen själv.",
    "A page of another web site than the simulator's own may fetch nothing here. Open the address yourself.",
)


@dataclass(frozen=True)
class AccessRefusal:
    """The reason that a request is refused."""

    status: int
    kind: str
    """The kind of problem that REST answers."""
    text: Text
    headers: Mapping[str, str] = field(default_factory=dict)


def find_refusal(request: HttpRequest) -> AccessRefusal | None:
    """Find the reason to refuse the request; None: there is none."""
    if settings.CONSOLE_PASSWORD and (refusal := _refusal_by_password(request)):
        return refusal
    if not is_from_elsewhere(request):
        return None
    if request.method not in SAFE_METHODS:
        return AccessRefusal(403, "from-elsewhere", FROM_ELSEWHERE)
    if not _is_followed_link(request):
        return AccessRefusal(403, "from-elsewhere", READ_FROM_ELSEWHERE)
    return None


def _refusal_by_password(request: HttpRequest) -> AccessRefusal | None:
    authorization = request.headers.get("Authorization", "")
    if not authorization:
        # A browser asks without a password first: that is no attempt.
        return AccessRefusal(401, "password-needed", PASSWORD_NEEDED, ASK_FOR_PASSWORD)
    address = request.META.get("REMOTE_ADDR", "")
    if seconds := wrong_passwords.seconds_to_wait(address):
        return AccessRefusal(429, "too-many", TOO_MANY.format(seconds=seconds), {"Retry-After": str(seconds)})
    if not _is_right(_password_given(authorization)):
        wrong_passwords.count_wrong_password(address)
        return AccessRefusal(401, "password-needed", PASSWORD_NEEDED, ASK_FOR_PASSWORD)
    wrong_passwords.forget_wrong_passwords(address)
    return None


def _is_right(password: str) -> bool:
    """The check takes the same time for all passwords."""
    return hmac.compare_digest(_digest(password), _digest(settings.CONSOLE_PASSWORD))


def is_from_elsewhere(request: HttpRequest) -> bool:
    """The request comes from another site's page, by the headers that browsers (and no programs) send."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("Origin")
    return origin is not None and _host_of(origin) != request.get_host()


def _is_followed_link(request: HttpRequest) -> bool:
    """Whether a person has followed a link of the other site, and no picture, frame or script of it asks."""
    return "Origin" not in request.headers and request.headers.get("Sec-Fetch-Dest", "document") == "document"


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def console_page(view: View) -> View:
    """Refuse a request without access, and a change that another site's page asks for."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if refusal := find_refusal(request):
            return _answer(request, refusal)
        return view(request, *args, **kwargs)

    return guarded


def _password_given(authorization: str) -> str:
    scheme, _, credentials = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return _as_utf8(credentials.strip())
    if scheme.lower() == "basic":
        return _password_of(credentials.strip())
    return ""


def _as_utf8(header: str) -> str:
    """A header as its sender wrote it: Django reads all headers as Latin-1."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def _password_of(credentials: str) -> str:
    try:
        return base64.b64decode(credentials, validate=True).decode().partition(":")[2]
    except ValueError:
        # It is not base64, or not UTF-8.
        return ""


def _digest(password: str) -> bytes:
    # Digests have one length, so the time of the comparison does not reveal the length of the password.
    return hashlib.sha256(password.encode(errors="surrogateescape")).digest()


def _answer(request: HttpRequest, refusal: AccessRefusal) -> HttpResponse:
    """A page for browsers, which show it to one who gives no password; for programs the text in both languages."""
    if request.get_preferred_type(["text/plain", "text/html"]) == "text/html":
        context = {"kind": refusal.kind, "text": refusal.text.in_language(get_language())}
        page = render_to_string("no_access.html", context, request)
        return HttpResponse(page, status=refusal.status, headers=dict(refusal.headers))
    body = "\n".join(refusal.text) + "\n"
    headers = dict(refusal.headers)
    return HttpResponse(body, status=refusal.status, headers=headers, content_type="text/plain; charset=utf-8")
