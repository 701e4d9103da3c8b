"""Calls to a role of this process, without a socket."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404
from django.urls import Resolver404, resolve

from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint, HttpAnswer
from infra.soap.views import SoapView

_on_the_wire: ContextVar[bool] = ContextVar("on the wire", default=False)


@contextmanager
def on_the_wire() -> Iterator[None]:
    """Within this, every call goes over a socket: for a process that is only a client."""
    token = _on_the_wire.set(True)
    try:
        yield
    finally:
        _on_the_wire.reset(token)


def is_served(address: str) -> bool:
    """The address is an endpoint of this process that may be called without a socket."""
    return not _on_the_wire.get() and _endpoint(address) is not None


def is_own(address: str) -> bool:
    """The address is one of this simulator's SOAP listener; another process may answer there."""
    parts = urlsplit(address)
    return parts.hostname in settings.HOSTS and parts.port == settings.SOAP_PORT


def post_to_endpoint(address: str, body: bytes, caller: Caller) -> HttpAnswer:
    """Hand the bytes to the endpoint at the address, as `caller`, and give back its answer."""
    return _required_endpoint(address).handle(body, lambda: caller, address=urlsplit(address).path)


def call_endpoint(address: str, request: object, caller: Caller) -> object:
    """Hand a typed message to the endpoint at the address: its typed response, or the answer that refuses it."""
    return _required_endpoint(address).call(request, caller, address=urlsplit(address).path)


def _required_endpoint(address: str) -> Endpoint:
    endpoint = _endpoint(address)
    if endpoint is None:
        raise LookupError(f"no endpoint of this process at {address}")
    return endpoint


def _endpoint(address: str) -> Endpoint | None:
    if not is_own(address):
        return None
    found = _found(urlsplit(address).path)
    try:
        return found.view.endpoint(**found.names) if found else None
    except Http404:
        # The pattern is that of several services, and none of them has this name.
        return None


class _Found(NamedTuple):
    view: SoapView
    names: dict[str, str]
    """The parts of the address that the view takes as arguments."""


@lru_cache(maxsize=256)
def _found(path: str) -> _Found | None:
    # Cached, because the roles call the same few addresses for every letter.
    try:
        match = resolve(path, settings.SOAP_URLCONF)
    except Resolver404:
        return None
    view = match.func
    return _Found(view, match.kwargs) if isinstance(view, SoapView) and view.in_process else None
