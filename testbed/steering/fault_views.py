"""Faults on demand in the console."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from infra.errors import NotFound
from infra.web.access.console_access import console_page
from testbed.faults import rules
from testbed.faults.models import FaultRule
from testbed.faults.steps import FaultStep
from testbed.steering.forms import FaultForm
from testbed.steering.wording import PLACES, effect_of, limits_of

MAX_SHOWN = 200
ALL = "alla"


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_rules(request: HttpRequest) -> HttpResponse:
    """The rules in their order; a POST makes one more."""
    form = FaultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rules.create_rule([form.step], **form.columns)
        messages.success(request, _("Regeln gäller från och med nu."))
        return redirect("steering:faults")
    found = [_shown(rule) for rule in FaultRule.objects.order_by("pk")[:MAX_SHOWN]]
    context = {"form": form, "rules": found}
    return render(request, "console/steering/faults.html", context, status=422 if form.errors else 200)


@console_page
@require_POST
def remove_rule(request: HttpRequest) -> HttpResponse:
    """Remove the rule that the form names, or all."""
    which = request.POST.get("regel", "")
    if which == ALL:
        rules.remove_rules(FaultRule.objects.all())
    else:
        rules.remove_rules(FaultRule.objects.filter(pk=_rule(which).pk))
    messages.success(request, _("Borttaget: här går det bra igen."))
    return redirect("steering:faults")


def _rule(which: str) -> FaultRule:
    try:
        return rules.rule_with_id(uuid.UUID(which))
    except (NotFound, ValueError):
        raise Http404 from None


def _shown(rule: FaultRule) -> dict[str, object]:
    effects = [effect_of(FaultStep.from_json(step)) for step in rule.steps]
    return {"rule": rule, "place": PLACES[rule.place], "effects": effects, "limits": limits_of(rule)}
