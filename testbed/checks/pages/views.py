"""The checks in the console: an envelope that is pasted, a sender's readiness, and the octets of a letter."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from console.refusals import as_sentence
from infra.errors import InvalidInput, NotFound
from infra.web.access.console_access import console_page
from testbed.checks.envelope import check_envelope
from testbed.checks.octets.difference import first_difference
from testbed.checks.octets.hashed_octets import HashedOctets, hashed_octets
from testbed.checks.pages.forms import EnvelopeForm, OctetsForm, PreflightForm
from testbed.checks.readiness.caller import named_certificate
from testbed.checks.readiness.preflight import Preflight, run_preflight
from testbed.checks.wording import FORMS, SIGNATURES
from testbed.journal.export.downloads import raw_file
from testbed.journal.reading import load_exchange, request_of


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check_pasted(request: HttpRequest) -> HttpResponse:
    """The form; a POST shows all that is wrong in the envelope. Nothing is delivered or stored."""
    is_sent = request.method == "POST"
    form = EnvelopeForm(request.POST, request.FILES) if is_sent else EnvelopeForm()
    findings = check_envelope(form.data_to_check) if is_sent and form.is_valid() else None
    context = {"form": form, "findings": findings}
    return render(request, "testbed/check.html", context, status=422 if form.errors else 200)


@console_page
@require_safe
@never_cache
def show_preflight(request: HttpRequest) -> HttpResponse:
    """The form, and the lines for the certificate that the address names."""
    form = PreflightForm(request.GET) if request.GET else PreflightForm(initial={"certificate": "kommun-a"})
    found = _preflight_of(form) if form.is_bound and form.is_valid() else None
    context = {"form": form, "preflight": found}
    return render(request, "testbed/preflight.html", context, status=422 if form.errors else 200)


def _preflight_of(form: PreflightForm) -> Preflight | None:
    values = form.cleaned_data
    try:
        checked = named_certificate(values["certificate"])
        return run_preflight(checked, sender=values["sender"], recipient=values["recipient"])
    except NotFound as problem:
        form.add_error("certificate", as_sentence(problem.text))
    except InvalidInput as problem:
        form.add_error("sender", as_sentence(problem.text))
    return None


@console_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def show_octets(request: HttpRequest, key: int) -> HttpResponse:
    """What was hashed for a letter of the journal; a POST shows the first difference to one's own octets."""
    found = _octets_of(key)
    choices = [(_name_of(one), f"{SIGNATURES[one.signature]}, {FORMS[one.form]}") for one in found]
    is_sent = request.method == "POST"
    form = OctetsForm(request.POST, request.FILES, choices=choices) if is_sent else OctetsForm(choices=choices)
    context = {"form": form, "found": found, "key": key}
    if is_sent and form.is_valid():
        ours = _chosen(found, form.cleaned_data["form"])
        yours = bytes(form.cleaned_data["file"].read())
        context |= {"compared": True, "difference": first_difference(ours.octets, yours), "ours": ours}
    return render(request, "testbed/octets.html", context, status=422 if form.errors else 200)


@console_page
@require_safe
@never_cache
def download_octets(_request: HttpRequest, key: int, signature: str, form: str) -> HttpResponse:
    found = _chosen(_octets_of(key), f"{signature}-{form}")
    return raw_file(found.octets, f"octets-{key}-{signature}-{form}.xml")


def _octets_of(key: int) -> list[HashedOctets]:
    try:
        return hashed_octets(request_of(load_exchange(key)))
    except NotFound:
        raise Http404 from None


def _name_of(one: HashedOctets) -> str:
    return f"{one.signature.value}-{one.form.value}"


def _chosen(found: list[HashedOctets], name: str) -> HashedOctets:
    for one in found:
        if _name_of(one) == name:
            return one
    raise Http404
