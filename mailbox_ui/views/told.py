"""Answers a page whose facts the register refuses to tell, or that is about a company which is not one's own."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import render

from infra.errors import InternalError
from infra.far_client import RegisterRefused
from mailbox_ui.access.session import HolderRequest
from mailbox_ui.portal import refusals
from mailbox_ui.portal.refusals import KindWords
from mailbox_ui.portal.standing import NotSigner

Params = ParamSpec("Params")
View = Callable[Concatenate[HolderRequest, Params], HttpResponse]


def told_by_register(view: View[Params]) -> View[Params]:
    """Let the view ask the register; where it gets no facts, a page says why, and what can be done."""

    @wraps(view)
    def answered(request: HolderRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except RegisterRefused as refusal:
            words = refusals.words_for(refusal.details.get("slug", ""), refusal.fault_code)
            return _not_told(request, words, status=200)
        except NotSigner:
            return _not_told(request, refusals.NOT_SIGNER, status=404)
        except InternalError:
            return _not_told(request, None, status=503)

    return answered


def _not_told(request: HolderRequest, words: KindWords | None, status: int) -> HttpResponse:
    return render(request, "portal/not_told.html", {"words": words}, status=status)
