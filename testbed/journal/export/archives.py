"""Exchanges as files: an HTTP archive for other tools, and a ZIP with the bytes as they were."""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any, Final

from infra.errors import NotFound
from testbed.journal.export.har import har_entry
from testbed.journal.models import Exchange
from testbed.journal.reading import request_of, response_of
from testbed.journal.search.finding import find_exchanges
from testbed.journal.search.query_language import Search

MAX_EXPORTED: Final = 1_000
"""Exchanges in a file: the newest that match."""
MAX_BYTES: Final = 128 * 1_048_576
"""Bytes of requests and answers in a file. Further exchanges stand in it without theirs."""
IN_MEMORY: Final = 4 * 1_048_576


def as_har(wanted: Search) -> Iterator[str]:
    """The exchanges that match, the oldest first, as pieces of a JSON document."""
    creator = {"name": "Mina meddelanden-simulatorn", "version": "1"}
    yield f'{{"log": {{"version": "1.2", "creator": {json.dumps(creator)}, "entries": ['
    for place, (exchange, request, response) in enumerate(_with_bytes(wanted)):
        entry = {**har_entry(exchange, request, response), "_exchange": _line_of(exchange)}
        yield (",\n" if place else "\n") + json.dumps(entry, ensure_ascii=False)
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


def _line_of(exchange: Exchange) -> dict[str, Any]:
    names = ("edge", "direction", "service", "operation", "caller", "sender", "recipient", "verdict")
    why = ("code", "reason", "call_id", "trace", "label")
    values = {name: getattr(exchange, name) for name in (*names, *why)}
    return {"id": exchange.pk, "at": exchange.at.isoformat(), **values, "text": exchange.text.on_wire}


def _suffix_of(exchange: Exchange) -> str:
    return {"text/xml": "xml", "application/json": "json", "message/rfc822": "eml"}.get(
        exchange.content_type.partition(";")[0], "txt"
    )
