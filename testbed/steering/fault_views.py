"""Faults on demand in the console."""

import uuid
from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from console.refusals import as_sentence
from infra.errors import MinaMeddelandenError, NotFound
from infra.web.access.console_access import console_page
from testbed.faults import rules
from testbed.faults.models import FaultRule
from testbed.faults.steps import FaultStep
from testbed.steering.fault_forms import FaultForm, StepForm
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
    return _page(request, form, {})


@console_page
@require_POST
def add_step(request: HttpRequest) -> HttpResponse:
    """Let something else go wrong after the steps that the rule has."""
    rule = _rule(request.POST.get("regel", ""))
    form = _step_form(rule, request.POST)
    if not form.is_valid():
        return _page(request, FaultForm(), {rule.pk: form})
    try:
        rules.add_step(rule, form.step)
    except MinaMeddelandenError as refusal:
        form.add_error(None, as_sentence(refusal.text))
        return _page(request, FaultForm(), {rule.pk: form})
    messages.success(request, _("Steget kommer efter de andra."))
    return redirect("steering:faults")


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


def _page(request: HttpRequest, form: FaultForm, step_forms: Mapping[int, StepForm]) -> HttpResponse:
    """`step_forms`: those that were filled in wrong, by the key of the rule."""
    found = [
        _shown(rule, step_forms.get(rule.pk) or _step_form(rule, None))
        for rule in FaultRule.objects.order_by("pk")[:MAX_SHOWN]
    ]
    context = {"form": form, "rules": found}
    is_wrong = bool(form.errors or step_forms)
    return render(request, "console/steering/faults.html", context, status=422 if is_wrong else 200)


def _step_form(rule: FaultRule, values: QueryDict | None) -> StepForm:
    return StepForm(values, at=rule.place, prefix=f"steg{rule.pk}")


def _shown(rule: FaultRule, step_form: StepForm) -> dict[str, object]:
    effects = [effect_of(FaultStep.from_json(step)) for step in rule.steps]
    return {
        "rule": rule,
        "place": PLACES[rule.place],
        "effects": effects,
        "limits": limits_of(rule),
        "step_form": step_form if rules.may_go_on(rule) else None,
    }
