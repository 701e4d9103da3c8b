"""Runs in the console: those that are open, and how to start over."""

from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from console.refusals import as_sentence
from infra.errors import MinaMeddelandenError, NotFound
from infra.web.access.console_access import console_page
from testbed.runs import lifecycle, resets
from testbed.runs.models import Run
from testbed.runs.pages.forms import EverythingForm, MailboxForm, RunForm

SHOWN: Final = 50
OLDER_THAN: Final = "fore"
"""The parameter with the key that the runs of a page are older than."""
MAX_DIGITS: Final = 19


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def show_runs(request: HttpRequest) -> HttpResponse:
    """The list; a POST makes a run."""
    form = RunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            run = lifecycle.make_run(form.wanted)
        except MinaMeddelandenError as refusal:
            form.add_error(None, as_sentence(refusal.text))
        else:
            messages.success(request, _("Körningen har märkningen %(label)s.") % {"label": run.label})
            return redirect("runs:runs")
    return _page(request, run_form=form)


@console_page
@require_POST
def reset_run(request: HttpRequest, run: UUID) -> HttpResponse:
    resets.reset_run(_find(run))
    messages.success(request, _("Körningens brev är borta. Personer och aktörer är kvar."))
    return redirect("runs:runs")


@console_page
@require_POST
def remove_run(request: HttpRequest, run: UUID) -> HttpResponse:
    lifecycle.remove_run(_find(run))
    messages.success(request, _("Körningen och allt som hörde till den är borta."))
    return redirect("runs:runs")


@console_page
@require_POST
def reset_mailbox(request: HttpRequest) -> HttpResponse:
    form = MailboxForm(request.POST)
    if not form.is_valid():
        return _page(request, mailbox_form=form)
    count = resets.reset_mailbox(form.cleaned_data["holder"])
    words = ngettext("%(count)s meddelande är borta.", "%(count)s meddelanden är borta.", count)
    messages.success(request, words % {"count": count})
    return redirect("runs:runs")


@console_page
@require_POST
def reset_everything(request: HttpRequest) -> HttpResponse:
    form = EverythingForm(request.POST)
    if not form.is_valid():
        return _page(request, everything_form=form)
    resets.reset_everything()
    messages.success(request, _("Demovärlden är som från början. Certifikaten är kvar."))
    return redirect("runs:runs")


def _page(request: HttpRequest, **forms: object) -> HttpResponse:
    found, older = lifecycle.list_runs(SHOWN, _read_key(request.GET.get(OLDER_THAN, "")))
    has_errors = any(form.errors for form in forms.values())  # type: ignore[attr-defined]  # forms all
    context = {
        "runs": [(run, sum(lifecycle.count_items(run).values()), _led_to(run)) for run in found],
        "older": f"?{OLDER_THAN}={older}" if older else "",
        "run_form": RunForm(),
        "mailbox_form": MailboxForm(),
        "everything_form": EverythingForm(),
        **forms,
    }
    return render(request, "console/runs/list.html", context, status=422 if has_errors else 200)


def _led_to(run: Run) -> dict[str, str]:
    """The addresses of the run's exchanges and letters."""
    # The language of the search has no way to write a quotation mark.
    search = 'label:"{}"'.format(run.label.replace('"', " "))
    return {
        "exchanges": f"{reverse('journal:exchanges')}?{urlencode({'q': search})}",
        "letters": f"{reverse('console:letters')}?{urlencode({'label': run.label})}",
    }


def _read_key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < MAX_DIGITS else None


def _find(run: UUID) -> Run:
    try:
        return lifecycle.find_run(str(run))
    except NotFound:
        raise Http404 from None
