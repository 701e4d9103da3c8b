"""The page that is shown instead of one for which the register (FaR) refuses the facts."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import render

from infra.errors import InternalError
from infra.far_client import RegisterRefused
from mailbox_ui.access.session import HolderRequest
from mailbox_ui.portal import refusals
from mailbox_ui.portal.holder_status import NotSigner
from mailbox_ui.portal.refusals import KindWords

Params = ParamSpec("Params")
View = Callable[Concatenate[HolderRequest, Params], HttpResponse]


def answer_register_refusals(view: View[Params]) -> View[Params]:
    """Decorate a view that asks the register: where the register refuses, a page says why and what can be done."""

    @wraps(view)
    def answered(request: HolderRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except RegisterRefused as refusal:
            words = refusals.words_for(refusal.details.get("slug", ""), refusal.fault_code)
            return _refusal_page(request, words, status=200)
        except NotSigner:
            return _refusal_page(request, refusals.NOT_SIGNER, status=404)
        except InternalError:
            return _refusal_page(request, None, status=503)

    return answered


def _refusal_page(request: HolderRequest, words: KindWords | None, status: int) -> HttpResponse:
    return render(request, "portal/register_refusal.html", {"words": words}, status=status)
