"""The PDFs of the print supplier: a run as it comes out of the printer, and each letter."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from infra.pdf.problems import PdfError
from infra.texts import Text
from infra.web.access.console_access import console_page
from print_supplier import runs
from print_supplier.models import LetterPdf, PrintRun

NOT_ONE_PDF: Final = Text(
    "Körningen kan inte sättas ihop till en PDF ({problem}). Se breven ett och ett.",
    "The run cannot be put together as one PDF ({problem}). See its letters one by one.",
)


@require_safe
@console_page
def run_pdf(_request: HttpRequest, number: int) -> HttpResponse:
    try:
        pdf = runs.pdf_of_run(get_object_or_404(PrintRun, number=number))
    except PdfError as failure:
        text = NOT_ONE_PDF.format(problem=failure.problem)
        return HttpResponse(text.on_wire, status=503, content_type="text/plain; charset=utf-8")
    if pdf is None:
        raise Http404
    return _pdf_response(pdf, f"run-{number}.pdf")


@require_safe
@console_page
def letter_pdf(_request: HttpRequest, leg: int) -> HttpResponse:
    return _pdf_response(bytes(get_object_or_404(LetterPdf, letter=leg).pdf), f"letter-{leg}.pdf")


def _pdf_response(pdf: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
