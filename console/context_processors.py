"""What templates that pages of the console share with other pages know of it."""

from functools import partial

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


def console_here(request: HttpRequest) -> dict[str, object]:
    """`console_here`: the console's address, on pages beneath it. Else empty, and where the console is not served.

    By the address, since that of a page that is not found resolves to nothing.
    """
    return {"console_here": partial(_address_if_beneath, request.path)}


def _address_if_beneath(path: str) -> str:
    try:
        address = reverse("console:overview")
    except NoReverseMatch:
        return ""
    return address if path.startswith(address) else ""
