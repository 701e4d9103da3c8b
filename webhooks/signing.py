"""The signature of an event: a receiver checks it and knows who sent it, and when.

`X-MM-Signature: t=1764000000,v1=<hex>`: HMAC-SHA256, keyed with the subscription's secret, over the digits
of t, a full stop and the body's bytes.
"""

import hashlib
import hmac
import secrets
from typing import Final

HEADER: Final = "X-MM-Signature"
EVENT_ID_HEADER: Final = "X-MM-Event-Id"
EVENT_TYPE_HEADER: Final = "X-MM-Event-Type"
LEAST_SECRET: Final = 16
"""Characters of a secret that the subscriber chooses."""


def new_secret() -> str:
    """256 random bits, recognisable where they turn up."""
    return f"mmwh_{secrets.token_urlsafe(32)}"


def signature(secret: str, body: bytes, timestamp: int) -> str:
    """The header's value for a body that is sent at that second (Unix time)."""
    signed = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256)
    return f"t={timestamp},v1={signed.hexdigest()}"
