"""Template variables for templates that pages of the console share with other pages."""

from functools import partial

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


def console_address(request: HttpRequest) -> dict[str, object]:
    """Add `console_address`: the address of the overview on pages of the console, empty on all other pages.

    The path decides, since a page that is not found has no view that would tell. Where the console is not served,
    the address is empty, too.
    """
    return {"console_address": partial(_address_if_beneath, request.path)}


def _address_if_beneath(path: str) -> str:
    try:
        address = reverse("console:overview")
    except NoReverseMatch:
        return ""
    return address if path.startswith(address) else ""
