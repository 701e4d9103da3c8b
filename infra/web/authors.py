"""Who sends a request, for the logs of what was changed."""

import base64
from typing import Final

from django.http import HttpRequest

from infra.authorship import Author, Origin
from infra.pki.reading import CONTROL

MAX_NAME: Final = 100
"""Characters of a user name that are kept."""


def author_of(request: HttpRequest, origin: Origin) -> Author:
    """The user name that came with the password, else the address that the request came from.

    The password is one for all, so the name is what the caller says, not what is known.
    """
    name = _user_name(request.headers.get("Authorization", ""))
    return Author(origin, name or request.META.get("REMOTE_ADDR", ""))


def _user_name(authorization: str) -> str:
    scheme, _, credentials = authorization.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        name = base64.b64decode(credentials.strip(), validate=True).decode().partition(":")[0]
    except ValueError:
        return ""
    return CONTROL.sub("", name)[:MAX_NAME]
