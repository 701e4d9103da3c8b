"""The channel switch: its rules, changed one at a time, and a trial of them."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from console.refusals import as_sentence
from console.rules import rule_list, senders, trial
from console.rules.removed_rule import recall_removed_rule, remember_removed_rule, restore_rule, rule_at
from console.rules.rule_form import RuleForm, initial_values
from formedlare.sender_settings.rules import RulesChanged, own_rules
from infra.web.access.console_access import console_page


@console_page
@require_safe
@never_cache
def show_rules(request: HttpRequest) -> HttpResponse:
    sender, registered = sender_of(request), senders.registered_senders()
    is_trial = "who" in request.GET
    form = trial.TrialForm(request.GET if is_trial else None, sender)
    tried = _run_trial(form) if is_trial and form.is_valid() else None
    page = rule_list.rules_page(sender)
    context = {
        "page": page,
        "removed": recall_removed_rule(request.session, sender, page.version),
        "senders": registered,
        "sender": sender,
        "sender_name": registered.get(sender, sender),
        "form": form,
        "trial": tried,
    }
    return render(request, "console/rules.html", context, status=422 if form.errors else 200)


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_rule(request: HttpRequest, place: int = 0) -> HttpResponse:
    """Change the rule at the place; with 0, add a rule last."""
    sender = sender_of(request)
    page, own = rule_list.rules_page(sender), own_rules(sender)
    if place > len(own):
        raise Http404
    form = RuleForm(request.POST or None, initial=initial_values(own[place - 1]) if place else None)
    if request.method == "POST" and form.is_valid():
        version = _version_of(request)
        if place:
            return _make_change(request, lambda: rule_list.change_rule(sender, version, place, form.rule))
        return _make_change(request, lambda: rule_list.add_rule(sender, version, form.rule))
    context = {"form": form, "page": page, "place": place, "sender": sender, "sender_name": name_of(sender)}
    return render(request, "console/rule.html", context, status=422 if form.errors else 200)


@console_page
@require_POST
def move_rule(request: HttpRequest, place: int) -> HttpResponse:
    by = -1 if request.POST.get("at") == "upp" else 1
    return _make_change(request, lambda: rule_list.move_rule(sender_of(request), _version_of(request), place, by))


@console_page
@require_POST
def remove_rule(request: HttpRequest, place: int) -> HttpResponse:
    """Remove the rule, and keep it for the button that puts it back."""
    sender = sender_of(request)
    rule = rule_at(sender, place)
    if rule is None:
        raise Http404

    def remove() -> None:
        rule_list.remove_rule(sender, _version_of(request), place)
        remember_removed_rule(request.session, sender, place, rule)

    return _make_change(request, remove)


@console_page
@require_POST
def restore_removed_rule(request: HttpRequest) -> HttpResponse:
    removed = recall_removed_rule(request.session, sender_of(request), _version_of(request))
    if removed is None:
        raise Http404
    return _make_change(request, lambda: restore_rule(removed))


@console_page
@require_POST
def make_own_rules(request: HttpRequest) -> HttpResponse:
    """Give the sender rules of its own, to begin with a copy of everybody's."""
    return _make_change(request, lambda: rule_list.copy_everybodys_rules(sender_of(request), _version_of(request)))


def sender_of(request: HttpRequest) -> str:
    """The sender that the address names; none: everybody.

    Raises:
        Http404: it is no registered sender.
    """
    sender = request.GET.get("sender", "")
    if sender and sender not in senders.registered_senders():
        raise Http404
    return sender


def name_of(sender: str) -> str:
    return senders.registered_senders().get(sender, "")


def _version_of(request: HttpRequest) -> str:
    return request.POST.get("version", "")


def _make_change(request: HttpRequest, change: Callable[[], None]) -> HttpResponse:
    try:
        change()
    except RulesChanged as refusal:
        messages.error(request, as_sentence(refusal.text))
    else:
        messages.success(request, _("Reglerna är sparade, och gäller från nästa brev."))
    return redirect(f"{reverse('console:rules')}?{urlencode({'sender': sender_of(request)})}")


def _run_trial(form: trial.TrialForm) -> trial.Trial:
    given = form.cleaned_data
    return trial.run_trial(given["sender"], given["who"], given["kind"], given["size"])
