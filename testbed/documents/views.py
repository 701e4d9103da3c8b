"""Documents as pages and as files, and llms.txt. Open to all: they hold no data, and faults refer to them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testbed.documents import library
from testbed.documents.llms import llms_text
from testbed.documents.rendering import to_html


@require_safe
def list_documents(request: HttpRequest) -> HttpResponse:
    return render(request, "testbed/documents.html", {"documents": library.all_documents()})


@require_safe
def show_document(request: HttpRequest, path: str) -> HttpResponse:
    """The page of a document, or, when the path has a suffix, the file."""
    if (file := library.file_at(path)) is not None:
        return HttpResponse(file.read_bytes(), content_type=library.content_type_of(file))
    document = library.document_at(f"{path}.md")
    if document is None:
        raise Http404
    file = library.file_at(document.path)
    assert file is not None
    context = {"document": document, "html": to_html(file.read_text())}
    return render(request, "testbed/document.html", context)


@require_safe
def show_llms(request: HttpRequest) -> HttpResponse:
    return HttpResponse(llms_text(request.build_absolute_uri("/")), content_type="text/plain; charset=utf-8")
