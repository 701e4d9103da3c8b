"""Makes the row of an exchange, and the words by which it is found."""

import json
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings

from infra.hooks import exchanges, runs
from infra.hooks.exchanges import Edge
from infra.identity.masking import mask_numbers
from infra.texts import Text
from testbed.journal.models import MAX_SHORT, MAX_TEXT
from testbed.journal.recording.bodies import BodyPlace
from testbed.journal.recording.contents import Contents, contents_of, operation_of
from testbed.journal.recording.index import compose_characters
from testbed.journal.recording.noted import NotedExchange
from testbed.journal.search.facets import facets_of

MAX_NUMBER: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """An exchange as it is written."""

    values: dict[str, Any]
    """By column; all but the key."""
    words: str
    facets: str


def entry_of(noted: NotedExchange, place: BodyPlace) -> JournalEntry:
    """Make the row of the exchange, and the words by which it is found."""
    told, request = noted.exchange, noted.request
    found = contents_of(request) if told.edge is Edge.SOAP else Contents()
    recipients = found.recipients or ([told.recipient] if told.recipient else [])
    values = {
        **_told_values(told),
        "octets_in": noted.octets_in,
        "octets_out": noted.octets_out,
        **_found_values(told, request, found, recipients),
        "label": _storable(told.label or _label_of_parties(told, found, recipients), MAX_SHORT),
        **_reasons(told),
        "file": place.file,
        "request_place": place.begins,
        "request_kept": place.request,
        "response_kept": place.response,
    }
    return JournalEntry(values, _words_of(told, request, values, found), facets_of(values, recipients))


def _label_of_parties(told: exchanges.Exchange, found: Contents, recipients: list[str]) -> str:
    """The label of the run that owns a party. A call that was refused early, or only asks, has adopted none."""
    sender = told.sender or found.sender
    return runs.label_of(sender=sender, recipients=recipients, certificate=told.certificate) or ""


def _told_values(told: exchanges.Exchange) -> dict[str, Any]:
    return {
        "at": told.at,
        "edge": told.edge.value,
        "direction": told.direction.value,
        "address": _storable(told.address, MAX_TEXT),
        "caller": told.caller[:12],
        "certificate": told.certificate[:64],
        "status": told.status,
        "duration_ms": round((told.ended - told.begun) * 1000, 2),
        "content_type": _storable(told.content_type, MAX_SHORT),
        "verdict": told.verdict.value,
        "code": min(told.code, MAX_NUMBER),
        "call_id": _storable(told.call_id, MAX_SHORT),
        "trace": told.trace[:32],
    }


def _found_values(
    told: exchanges.Exchange, request: bytes, found: Contents, recipients: list[str]
) -> dict[str, Any]:
    is_soap = told.edge is Edge.SOAP
    operation = told.operation or (operation_of(request) if is_soap else "")
    return {
        "service": _storable(told.service or (_service_at(told.address) if is_soap else ""), MAX_SHORT),
        "operation": _storable(operation, MAX_SHORT),
        "sender": told.sender[:12] or found.sender,
        "recipient": recipients[0][:12] if recipients else "",
        "recipients": len(recipients),
        "subject": _storable(told.subject or found.subject, MAX_TEXT),
    }


def _reasons(told: exchanges.Exchange) -> dict[str, Any]:
    why, said = told.explanation, {"text": told.text} if told.text else {}
    if why is None:
        reasons: dict[str, Any] = {"failed_check": "", "at_fault": "", "retry": None, "where": ""}
        return {**reasons, "reason": _storable(told.reason, MAX_SHORT), "said": _as_json(said)}
    said |= {"expected": why.expected, "received": why.received, "fix": why.fix}
    return {
        "failed_check": why.check.value,
        "reason": why.reason,
        "at_fault": why.at_fault.value,
        "retry": why.retry,
        "where": _storable(why.where, MAX_TEXT),
        "said": _as_json(said),
    }


def _as_json(said: dict[str, Text]) -> str:
    """The texts as lists may show them: with the numbers of persons masked."""
    masks = {
        name: Text(*(_storable(mask_numbers(part), MAX_TEXT) for part in text)) for name, text in said.items()
    }
    return json.dumps({name: text.as_json() for name, text in masks.items() if text}) if masks else ""


def _words_of(told: exchanges.Exchange, request: bytes, values: dict[str, Any], found: Contents) -> str:
    names = ("operation", "address", "subject", "caller", "label", "call_id", "reason")
    parts = [*(values[name] for name in names), found.words, *told.text]
    if told.edge is not Edge.SOAP:
        parts.append(request[:4_000].decode("utf-8", "replace"))
    return _storable(compose_characters(" ".join(filter(None, parts))), 12_000)


def _service_at(address: str) -> str:
    """The service at an address, as the catalogue names it: its path's end."""
    path = urlsplit(address).path
    if path.startswith(settings.SOAP_BASE_PATH):
        return path.removeprefix(settings.SOAP_BASE_PATH)
    parts = [part for part in path.split("/") if part]
    return "/".join(parts[-2:])


def _storable(text: str, most: int) -> str:
    """The text as every database can keep it."""
    if not text.isascii() or "\0" in text:
        text = text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
    return text[:most]
