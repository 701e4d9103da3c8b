"""Pages about refusals: the codes, the reasons of one code, and one reason."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from infra.texts import Text
from testbed.refusals import catalogue
from testbed.refusals.catalogue import RefusalReason
from testbed.refusals.codes import MEANINGS


@dataclass(frozen=True)
class Code:
    """A code, and the reasons that a fault with it may have."""

    number: int
    meaning: Text
    reasons: list[RefusalReason]


@require_safe
def list_codes(request: HttpRequest) -> HttpResponse:
    codes = [found for number in MEANINGS if (found := _code(number)).reasons]
    return render(request, "testbed/refusals.html", {"codes": codes})


@require_safe
def show_code(request: HttpRequest, code: int) -> HttpResponse:
    if code not in MEANINGS:
        raise Http404
    return render(request, "testbed/refusal_code.html", {"code": _code(code)})


@require_safe
def show_reason(request: HttpRequest, slug: str) -> HttpResponse:
    reason = catalogue.all_reasons().get(slug)
    if reason is None:
        raise Http404
    context = {"reason": reason, "codes": [_code(number) for number in reason.codes]}
    return render(request, "testbed/refusal.html", context)


def _code(number: int) -> Code:
    return Code(int(number), MEANINGS[number], catalogue.reasons_of(number))
