"""Exchanges as files: an HTTP archive for other tools, and a ZIP with the bytes as they were.

Source of the archive's form: HAR 1.2.
"""

import base64
import json
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any, Final

from django.conf import settings

from infra.errors import NotFound
from testbed.journal.language import Search
from testbed.journal.models import Exchange
from testbed.journal.reading import request_of, response_of
from testbed.journal.search import find_exchanges

MAX_EXPORTED: Final = 1_000
"""Exchanges in a file: the newest that match."""
MAX_BYTES: Final = 128 * 1_048_576
"""Bytes of requests and answers in a file. Further exchanges stand in it without theirs."""
IN_MEMORY: Final = 4 * 1_048_576
BINARY: Final = "application/octet-stream"


def as_har(wanted: Search) -> Iterator[str]:
    """The exchanges that match, the oldest first, as pieces of a JSON document."""
    creator = {"name": "Mina meddelanden-simulatorn", "version": "1"}
    yield f'{{"log": {{"version": "1.2", "creator": {json.dumps(creator)}, "entries": ['
    for place, (exchange, request, response) in enumerate(_with_bytes(wanted)):
        yield (",\n" if place else "\n") + json.dumps(_har_entry(exchange, request, response), ensure_ascii=False)
    yield "\n]}}\n"


def as_zip(wanted: Search) -> IO[bytes]:
    """The exchanges that match: an index in JSON lines, and the bytes of each in files of their own."""
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (the answer that sends it closes it)
    lines = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for exchange, request, response in _with_bytes(wanted):
            lines.append(json.dumps(_line_of(exchange), ensure_ascii=False))
            for name, data in (("request", request), ("response", response)):
                if data:
                    archive.writestr(f"{exchange.pk}/{name}.{_suffix_of(exchange)}", data)
        archive.writestr("exchanges.jsonl", "".join(f"{line}\n" for line in lines))
    file.seek(0)
    return file


def _with_bytes(wanted: Search) -> Iterator[tuple[Exchange, bytes, bytes]]:
    left = MAX_BYTES
    for exchange in reversed(find_exchanges(wanted, MAX_EXPORTED).exchanges):
        request, response = _kept(exchange) if left > 0 else (b"", b"")
        left -= len(request) + len(response)
        yield exchange, request, response


def _kept(exchange: Exchange) -> tuple[bytes, bytes]:
    try:
        return request_of(exchange), response_of(exchange)
    except NotFound:
        return b"", b""


def _har_entry(exchange: Exchange, request: bytes, response: bytes) -> dict[str, Any]:
    took = exchange.duration_ms
    return {
        "startedDateTime": exchange.at.isoformat(),
        "time": took,
        "request": {
            "method": "POST" if exchange.request_kept else "GET",
            "url": _url_of(exchange),
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": [
                {"name": "Content-Type", "value": exchange.content_type},
                {"name": "traceparent", "value": f"00-{exchange.trace}-{'0' * 15}1-01"},
            ],
            "queryString": [],
            "postData": {"mimeType": exchange.content_type, "text": request.decode("utf-8", "replace")},
            "headersSize": -1,
            "bodySize": exchange.octets_in,
        },
        "response": {
            "status": exchange.status,
            "statusText": exchange.verdict,
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": [],
            "content": _har_content(exchange, response),
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": exchange.octets_out,
        },
        "cache": {},
        "timings": {"send": 0, "wait": took, "receive": 0},
        "_exchange": _line_of(exchange),
    }


def _har_content(exchange: Exchange, response: bytes) -> dict[str, Any]:
    try:
        text, encoding = response.decode(), {}
    except UnicodeDecodeError:
        text, encoding = base64.b64encode(response).decode(), {"encoding": "base64"}
    return {"size": exchange.octets_out, "mimeType": "text/xml", "text": text, **encoding}


def _url_of(exchange: Exchange) -> str:
    if not exchange.address.startswith("/"):
        return exchange.address
    base = settings.SOAP_BASE_URL if exchange.edge == "soap" else settings.WEB_BASE_URL
    return f"{'/'.join(base.split('/')[:3])}{exchange.address}"


def _line_of(exchange: Exchange) -> dict[str, Any]:
    names = ("edge", "direction", "service", "operation", "caller", "sender", "recipient", "verdict")
    why = ("code", "reason", "call_id", "trace", "label")
    values = {name: getattr(exchange, name) for name in (*names, *why)}
    return {"id": exchange.pk, "at": exchange.at.isoformat(), **values, "text": exchange.text.on_wire}


def _suffix_of(exchange: Exchange) -> str:
    return {"text/xml": "xml", "application/json": "json", "message/rfc822": "eml"}.get(
        exchange.content_type.partition(";")[0], "txt"
    )
