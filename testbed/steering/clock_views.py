"""The simulator's clock in the console."""

from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from console.refusals import as_sentence
from infra import clock
from infra.errors import MinaMeddelandenError
from infra.web.access.console_access import console_page
from testbed.clock import moving
from testbed.clock.durations import moment_after, parse_duration
from testbed.steering.forms import ClockForm

STEPS: Final = [
    ("PT1H", gettext_lazy("En timme")),
    ("P1D", gettext_lazy("Ett dygn")),
    ("P7D", gettext_lazy("En vecka")),
    ("P1M", gettext_lazy("En månad")),
    ("P1Y", gettext_lazy("Ett år")),
]
FREEZE, UNFREEZE = "frys", "ga"


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_clock(request: HttpRequest) -> HttpResponse:
    """Both clocks; a POST moves the simulator's ahead, sets it, or lets it stand still."""
    form = ClockForm(request.POST if "moment" in request.POST else None)
    if request.method == "POST" and (change := _change(request, form)) is not None:
        return _done(request, change)
    setting, real = clock.read_setting(), clock.real_now()
    context = {"form": form, "now": setting.moment(real), "real": real, "setting": setting, "steps": STEPS}
    return render(request, "console/steering/clock.html", context, status=422 if form.errors else 200)


@console_page
@require_POST
def return_to_real_time(request: HttpRequest) -> HttpResponse:
    return _done(request, moving.return_to_real_time)


def _change(request: HttpRequest, form: ClockForm) -> Callable[[], object] | None:
    """The change that the form asks for; None: it asks for nothing that can be done."""
    if form.is_bound:
        return (lambda: moving.move_to(form.cleaned_data["moment"])) if form.is_valid() else None
    if request.POST.get("gang") in {FREEZE, UNFREEZE}:
        return moving.freeze_clock if request.POST["gang"] == FREEZE else moving.unfreeze_clock
    duration = parse_duration(request.POST.get("framat", ""))
    return None if duration is None else lambda: moving.move_to(moment_after(clock.now(), duration))


def _done(request: HttpRequest, change: Callable[[], object]) -> HttpResponse:
    try:
        change()
    except MinaMeddelandenError as refusal:
        messages.error(request, as_sentence(refusal.text))
    else:
        messages.success(request, _("Klockan är ställd, och det som skulle hända till dess har hänt."))
    return redirect("steering:clock")
