"""The body of an HTTP request to a service: at most what the infrastructure allows, and whole."""

from django.conf import settings
from django.http import HttpRequest, UnreadablePostError
from django.http.request import RawPostDataException
from gunicorn.http.errors import ParseException

from infra.errors import InvalidInput, MaximumExceeded, MinaMeddelandenError
from infra.errors.explanation import AtFault, Check
from infra.texts import Text


def read_body(request: HttpRequest) -> bytes:
    """The whole request body, at most what the infrastructure allows.

    Raises:
        MaximumExceeded: more than 2 MiB (5005); nothing past the limit is read.
        InvalidInput: the connection broke before all of it came, it did not come in time, or its chunks are
            malformed (5001).
    """
    limit = settings.MAX_SOAP_BYTES
    if int(request.headers.get("Content-Length") or 0) > limit:
        raise too_large_error()
    # Django does not read a body without a length, so a chunked one is read from the server, which decodes it.
    chunked = "chunked" in request.headers.get("Transfer-Encoding", "").lower()
    source = request.environ["wsgi.input"] if chunked else request  # type: ignore[attr-defined]  # WSGIRequest
    try:
        data: bytes = source.read(limit + 1)
    except ParseException as problem:
        raise _malformed_chunks_error(problem) from problem
    except (OSError, UnreadablePostError) as problem:
        raise _incomplete_error(problem) from problem
    if len(data) > limit:
        raise too_large_error()
    return data


def read_refused_body(request: HttpRequest) -> bytes:
    """The body of a request that is refused for its address or headers, to show what was sent.

    Empty: it cannot be read, or is too large.
    """
    try:
        return read_body(request)
    except (MinaMeddelandenError, RawPostDataException):
        return b""


def too_large_error() -> MaximumExceeded:
    """The refusal of a request that is larger than a SOAP message may be."""
    limit = settings.MAX_SOAP_BYTES
    return MaximumExceeded(
        f"Anropet är större än {limit} byte (2 MiB), kuvertet inräknat. Minska bilagorna; "
        "base64 lägger till en tredjedel.",
        f"The request is larger than {limit} bytes (2 MiB), envelope included. Make the attachments "
        "smaller; base64 adds a third.",
        slug="request-too-large",
        where="Content-Length",
        expected=Text(f"högst {limit} byte", f"at most {limit} bytes"),
        fix=Text(
            "Minska eller dela upp bilagorna: base64 gör dem en tredjedel större. Kontrollera storleken innan "
            "du skickar.",
            "Make the attachments smaller or divide them: base64 makes them a third larger. Check the size "
            "before you send.",
        ),
        check=Check.TRANSPORT,
    )


def _malformed_chunks_error(problem: ParseException) -> InvalidInput:
    return InvalidInput(
        f"Innehållet är inte delat som Transfer-Encoding: chunked säger (RFC 9112, 7.1): {problem}.",
        f"The content is not divided as Transfer-Encoding: chunked says (RFC 9112, 7.1): {problem}.",
        slug="chunks-malformed",
        where="Transfer-Encoding",
        check=Check.TRANSPORT,
    )


def _incomplete_error(problem: OSError) -> InvalidInput:
    # Django wraps the server's own error.
    if isinstance(problem, TimeoutError) or isinstance(problem.__cause__, TimeoutError):
        return _timeout_error()
    return _disconnected_error()


def _timeout_error() -> InvalidInput:
    seconds = f"{settings.SLOW_CLIENT_SECONDS:g}"
    return InvalidInput(
        f"Hela innehållet kom inte inom {seconds} sekunder (MM_SLOW_CLIENT_SECONDS). Inget har sparats; skicka "
        "det igen, fortare.",
        f"Not all of the content came within {seconds} seconds (MM_SLOW_CLIENT_SECONDS). Nothing was stored; send "
        "it again, faster.",
        slug="request-too-slow",
        expected=Text(f"hela innehållet inom {seconds} s", f"all of the content within {seconds} s"),
        check=Check.TRANSPORT,
        at_fault=AtFault.YOU,
        retry=True,
    )


def _disconnected_error() -> InvalidInput:
    return InvalidInput(
        "Anropet bröts innan hela innehållet hade kommit. Inget har sparats; skicka det igen.",
        "The request broke off before all of it had come. Nothing was stored; send it again.",
        slug="request-broken-off",
        check=Check.TRANSPORT,
        at_fault=AtFault.YOU,
        retry=True,
    )
