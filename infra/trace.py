"""The trace of a letter and the label of a test run, which all log lines and rows carry."""

import re
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar

from infra.texts import Text

TRACEPARENT = re.compile(r"^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?$")
"""Source: W3C Trace Context, traceparent. Version ff is forbidden there."""

LABEL_HEADER = "X-MM-Label"
"""A caller's label for what it sends, for instance the name of a test run."""
MAX_LABEL = 100
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

_trace: ContextVar[str | None] = ContextVar("trace", default=None)
_label: ContextVar[str | None] = ContextVar("label", default=None)


def current_trace() -> str:
    """The current trace id, 32 hexadecimal digits; a new one where there is none."""
    trace = _trace.get()
    if trace is None:
        trace = secrets.token_hex(16)
        _trace.set(trace)
    return trace


@contextmanager
def use_trace(traceparent: str | None = None) -> Iterator[str]:
    """Follow the caller's `traceparent` header, or begin a trace where it has none that is valid."""
    match = TRACEPARENT.match(traceparent or "")
    token = _trace.set(match[1] if match else secrets.token_hex(16))
    try:
        yield current_trace()
    finally:
        _trace.reset(token)


def continue_trace(trace: str) -> AbstractContextManager[str]:
    """Use the trace that a row carries."""
    return use_trace(f"00-{trace}-{secrets.token_hex(8)}-01")


def traceparent() -> str:
    """The header that passes the trace on."""
    return f"00-{current_trace()}-{secrets.token_hex(8)}-01"


def wrong_with_label(label: str) -> Text | None:
    """The reason why a caller's label cannot be used; None: it can."""
    if _CONTROL.search(label):
        return Text(
            f"Etiketten ({LABEL_HEADER}) har styrtecken, som inte får plats i ett huvud.",
            f"The label ({LABEL_HEADER}) has control characters, which a header cannot have.",
        )
    if len(label) <= MAX_LABEL:
        return None
    return Text(
        f"Etiketten ({LABEL_HEADER}) är {len(label)} tecken, och får vara högst {MAX_LABEL}. Korta den.",
        f"The label ({LABEL_HEADER}) is {len(label)} characters, and may be at most {MAX_LABEL}. Shorten it.",
    )


def read_label(header: str | None) -> str | None:
    """The label in a header. Servers read headers as Latin-1; a label in UTF-8 is read as such."""
    try:
        return (header or "").encode("latin-1").decode().strip() or None
    except UnicodeError:
        return header


def written_label(label: str) -> str:
    """The label as a header that HTTP clients write as Latin-1: the bytes are those of UTF-8."""
    return label.encode().decode("latin-1")


def current_label() -> str | None:
    """The label of the current test run, if it has one."""
    return _label.get()


def set_label(label: str | None) -> None:
    """Mark what is created from here on, until the `use_label` around it ends."""
    _label.set(label)


@contextmanager
def use_label(label: str | None) -> Iterator[None]:
    """Mark what is created within with the label."""
    token = _label.set(label)
    try:
        yield
    finally:
        _label.reset(token)
