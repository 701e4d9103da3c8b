"""An exchange as an entry of an HTTP archive.

Source: HAR 1.2. Its members are all written but the optional ones; what is not known has the value that HAR gives
for that. A body that is not kept is absent, and a comment says so.
"""

import base64
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlsplit

from django.conf import settings

from infra.hooks.exchanges import Edge
from testbed.journal.models import Exchange

UNKNOWN: Final = -1
"""Of a size in bytes."""
NOT_KEPT: Final = "The body is kept no longer, or is too large for this file."
KEPT_IN_URLS: Final = "%:/?#[]@!$&'()*+,;="
"""Characters that a URL may have as they are. Source: RFC 3986, 2.2."""
OTHER_SCHEMES: Final = {Edge.SMTP: "mailto", Edge.EMAIL: "mailto", Edge.SMS: "sms"}
"""Of addresses at edges that are not of HTTP."""


def har_entry(exchange: Exchange, request: bytes, response: bytes) -> dict[str, Any]:
    """The entry. `request` and `response` are empty where they are not kept."""
    return {
        "startedDateTime": exchange.began_at.isoformat(),
        "time": exchange.duration_ms,
        "request": _request(exchange, request),
        "response": _response(exchange, response),
        "cache": {},
        "timings": {"send": 0, "wait": exchange.duration_ms, "receive": 0},
    }


def _request(exchange: Exchange, octets: bytes) -> dict[str, Any]:
    url = _url_of(exchange)
    heads = {
        "Content-Type": exchange.content_type,
        "traceparent": f"00-{exchange.trace}-{'0' * 15}1-01" if exchange.trace else "",
    }
    return {
        # A person who opens a page sends no body; all else that is noted is posted, also where it was empty.
        "method": "GET" if exchange.edge == Edge.PAGE else "POST",
        "url": url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": [{"name": name, "value": value} for name, value in heads.items() if value],
        "queryString": [
            {"name": name, "value": value}
            for name, value in parse_qsl(urlsplit(url).query, keep_blank_values=True)
        ],
        **_post_data(exchange, octets),
        "headersSize": UNKNOWN,
        "bodySize": exchange.octets_in,
    }


def _post_data(exchange: Exchange, octets: bytes) -> dict[str, Any]:
    if not exchange.octets_in:
        return {}
    comment = {} if octets else {"comment": NOT_KEPT}
    text = octets.decode("utf-8", "replace")
    return {"postData": {"mimeType": exchange.content_type, "params": [], "text": text, **comment}}


def _response(exchange: Exchange, octets: bytes) -> dict[str, Any]:
    return {
        "status": exchange.status,
        "statusText": exchange.verdict,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": [],
        "content": _content(exchange, octets),
        "redirectURL": "",
        "headersSize": UNKNOWN,
        "bodySize": exchange.octets_out,
    }


def _content(exchange: Exchange, octets: bytes) -> dict[str, Any]:
    kind = "text/xml" if exchange.edge == Edge.SOAP else "text/plain"
    content: dict[str, Any] = {"size": exchange.octets_out, "mimeType": kind}
    if exchange.octets_out and not octets:
        return {**content, "comment": NOT_KEPT}
    try:
        return {**content, "text": octets.decode()}
    except UnicodeDecodeError:
        return {**content, "text": base64.b64encode(octets).decode(), "encoding": "base64"}


def _url_of(exchange: Exchange) -> str:
    address = quote(exchange.address, safe=KEPT_IN_URLS)
    if scheme := OTHER_SCHEMES.get(Edge(exchange.edge)):
        return f"{scheme}:{address}"
    if address.startswith(("https://", "http://")):
        return address
    base = settings.SOAP_BASE_URL if exchange.edge == Edge.SOAP else settings.WEB_BASE_URL
    return f"{'/'.join(base.split('/')[:3])}/{address.lstrip('/')}"
