"""Letters that are held, and how fast letters go, in the console."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from formedlare.lanes.timing import lane_beyond
from infra.validation.unstorable import number_in_address
from infra.web.access.console_access import console_page
from testbed.steering.forms import TimingForm
from testbed.steering.wording import MODES
from testbed.timing import held, modes
from testbed.timing.models import TimingMode

MAX_SHOWN = 200
ALL = "alla"


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_timing(request: HttpRequest) -> HttpResponse:
    """The modes and the letters that are held; a POST chooses a mode."""
    form = TimingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        modes.set_mode(TimingMode.Mode(given["mode"]), given["lane"], given["label"])
        messages.success(request, _("Takten gäller brev som kommer från och med nu."))
        return redirect("steering:held")
    letters = [{"leg": leg, "lane": lane_beyond(leg)} for leg in held.held_letters()[:MAX_SHOWN]]
    chosen = [{"row": row, "words": MODES[row.mode]} for row in TimingMode.objects.order_by("label", "lane")]
    context = {"form": form, "modes": chosen, "letters": letters}
    return render(request, "console/steering/held.html", context, status=422 if form.errors else 200)


@console_page
@require_POST
def release_letters(request: HttpRequest) -> HttpResponse:
    """Release the letter that the form names, or all."""
    which = request.POST.get("brev", "")
    key = number_in_address(which)
    if which == ALL:
        count = len(held.release_letters())
    else:
        count = sum(held.release_one(leg) for leg in held.held_letters().filter(pk=key or 0))
    words = ngettext("%(count)d brev släppt.", "%(count)d brev släppta.", count) % {"count": count}
    messages.success(request, words)
    return redirect("steering:held")
