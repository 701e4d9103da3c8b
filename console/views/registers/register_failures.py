"""Registers that are set to fail, so that a tester sees what FaR and others answer then."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from base_registers import failures as registers
from console.registers import failures as pages
from infra.web.access.console_access import console_page


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_failures(request: HttpRequest) -> HttpResponse:
    """The list; a POST sets a failure."""
    form = pages.FailureForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and pages.set_failure(form):
        messages.success(request, _("Felet gäller nu."))
        return redirect("console:register-failures")
    context = {"form": form, "failures": pages.list_failures()}
    return render(request, "console/registers/failures.html", context, status=422 if form.errors else 200)


@console_page
@require_POST
def clear_failure(request: HttpRequest) -> HttpResponse:
    register = request.POST.get("register", "")
    if register not in registers.Register.values:
        raise Http404
    registers.clear_failure(registers.Register(register), request.POST.get("number", ""))
    messages.success(request, _("Registret svarar igen."))
    return redirect("console:register-failures")
