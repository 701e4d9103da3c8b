"""Answers with what strangers wrote, as files to save: a browser must neither run nor show them as our pages."""

from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from testbed.journal.export import archives
from testbed.journal.reading import load_exchange, request_of, response_of
from testbed.journal.search.query_language import Search

SAFE = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def request_file(key: int) -> HttpResponse:
    """The bytes that were sent.

    Raises:
        NotFound: there are none, or they are kept no longer.
    """
    return raw_file(request_of(load_exchange(key)), f"request-{key}.xml")


def response_file(key: int) -> HttpResponse:
    """The bytes that were answered. Raises as `request_file`."""
    return raw_file(response_of(load_exchange(key)), f"response-{key}.xml")


def har_file(wanted: Search) -> StreamingHttpResponse:
    """Answer the matching exchanges as an HTTP archive."""
    headers = {**SAFE, "Content-Disposition": 'attachment; filename="exchanges.har"'}
    return StreamingHttpResponse(archives.as_har(wanted), headers=headers, content_type="application/json")


def zip_file(wanted: Search) -> FileResponse:
    """Answer the matching exchanges as files in a ZIP."""
    return FileResponse(archives.as_zip(wanted), as_attachment=True, filename="exchanges.zip", headers=SAFE)


def raw_file(data: bytes, name: str) -> HttpResponse:
    """Bytes to save under the name."""
    headers = {**SAFE, "Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, headers=headers, content_type="application/octet-stream")
