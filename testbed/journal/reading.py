"""An exchange to read: its bytes, where they can be fetched, and how the call is repeated."""

import shlex
from typing import Final

from django.conf import settings

from infra import trace
from infra.errors import NotFound
from infra.hooks import runs
from testbed.journal.models import Exchange
from testbed.journal.recording.bodies import BodyPlace, read_body
from testbed.journal.search.finding import write_all
from testbed.refusals.catalogue import address_of as page_of

REQUEST: Final = "request.xml"
RESPONSE: Final = "response.xml"


def load_exchange(key: int) -> Exchange:
    """The exchange with the key.

    Raises:
        NotFound: there is none, it is kept no longer, or it is another run's.
    """
    found = Exchange.objects.filter(pk=key).first()
    if found is None:
        write_all()
        found = Exchange.objects.filter(pk=key).first()
    if found is None:
        raise NotFound(
            f"Ingen händelse har nummer {key}, eller så sparas den inte längre.",
            f"No exchange has the number {key}, or it is kept no longer.",
            slug="exchange-not-found",
        )
    runs.require_reachable_label(found.label)
    return found


def request_of(exchange: Exchange) -> bytes:
    """The bytes that were sent, as far as they are kept.

    Raises:
        NotFound: they are kept no longer.
    """
    return _required(read_body(_place_of(exchange)))


def response_of(exchange: Exchange) -> bytes:
    """The bytes that were answered. Else as `request_of`."""
    return _required(read_body(_place_of(exchange), response=True))


def address_of(exchange: Exchange, part: str = "") -> str:
    """The address of the exchange over REST, or of a part of it."""
    address = f"{settings.WEB_BASE_URL}api/v1/exchanges/{exchange.pk}"
    return f"{address}/{part}" if part else address


def docs_address(exchange: Exchange) -> str:
    """The page about the reason for the refusal; empty: it was not refused."""
    return f"{settings.WEB_BASE_URL.rstrip('/')}{page_of(exchange.reason)}" if exchange.reason else ""


def curl_of(exchange: Exchange) -> str:
    """A line for a shell that sends the same request again; empty: it did not come to this simulator by HTTP.

    The line fetches the bytes from the journal. The certificate is the caller's to fill in.
    """
    if exchange.edge != "soap" or not exchange.request_kept:
        return ""
    password = '-u ":$MM_CONSOLE_PASSWORD" ' if settings.CONSOLE_PASSWORD else ""
    fetch = f"curl -sSf {password}{shlex.quote(address_of(exchange, REQUEST))}"
    target = exchange.address
    if not target.startswith(("https://", "http://")):
        target = f"https://{settings.HOSTS[0]}:{settings.SOAP_PORT}{target}"
    send = (
        "curl -sS --cacert ca.pem --cert client.pem --key client.key "
        f"-H {shlex.quote(f'Content-Type: {exchange.content_type}')} -H 'SOAPAction: \"\"' "
        f"{_label_header(exchange)}--data-binary @- {shlex.quote(target)}"
    )
    return f"{fetch} | {send}"


def _label_header(exchange: Exchange) -> str:
    """The header that keeps the repeated call within the run of the first."""
    label = exchange.label
    return f"-H {shlex.quote(f'{trace.LABEL_HEADER}: {label}')} " if label else ""


def _place_of(exchange: Exchange) -> BodyPlace:
    return BodyPlace(exchange.file, exchange.request_place, exchange.request_kept, exchange.response_kept)


def _required(data: bytes | None) -> bytes:
    if data is None:
        raise NotFound(
            "Innehållet sparas inte längre: journalen har nått MM_JOURNAL_MAX_BYTES eller MM_JOURNAL_KEEP_DAYS.",
            "The content is kept no longer: the journal has reached MM_JOURNAL_MAX_BYTES or MM_JOURNAL_KEEP_DAYS.",
            slug="exchange-content-not-kept",
        )
    return data
