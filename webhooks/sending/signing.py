"""The signatures of an event: from them a receiver knows that it is genuine, and when it was sent.

Source: Standard Webhooks 1.0.0 (https://www.standardwebhooks.com), symmetric signatures. Subscribers of
before it get the header that they know as well.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from typing import Final

from infra.errors import InvalidInput
from infra.errors.explanation import Check

ID_HEADER: Final = "webhook-id"
TIMESTAMP_HEADER: Final = "webhook-timestamp"
SIGNATURE_HEADER: Final = "webhook-signature"
EARLIER_SIGNATURE_HEADER: Final = "X-MM-Signature"
EARLIER_ID_HEADER: Final = "X-MM-Event-Id"
TYPE_HEADER: Final = "X-MM-Event-Type"

SECRET_PREFIX: Final = "whsec_"  # noqa: S105 (the prefix of all secrets)
MIN_KEY_BYTES: Final = 24
MAX_KEY_BYTES: Final = 64
"""Both limits: Standard Webhooks, "Signature scheme"."""
NEW_KEY_BYTES: Final = 32
MIN_SECRET_CHARACTERS: Final = 16
"""Of a secret that the subscriber chooses."""


class MalformedSecret(InvalidInput):
    """A secret says by its prefix that a key in base64 follows, and none does."""

    slug = "webhook-secret-malformed"
    check = Check.CONTENT


def new_secret() -> str:
    """A secret with a random key, in the form that the libraries of Standard Webhooks read."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(NEW_KEY_BYTES)).decode()


def require_well_formed(secret: str) -> None:
    """Return if the secret may be chosen: `whsec_` and a key in base64, or any text without that prefix.

    Raises:
        MalformedSecret: what follows on `whsec_` is not base64 of 24 to 64 bytes.
    """
    if not secret.startswith(SECRET_PREFIX):
        return
    key = _decoded_key(secret)
    if key is None or not MIN_KEY_BYTES <= len(key) <= MAX_KEY_BYTES:
        sizes = f"{MIN_KEY_BYTES}–{MAX_KEY_BYTES}"
        raise MalformedSecret(
            f"efter {SECRET_PREFIX} ska det stå {sizes} byte i base64",
            f"{SECRET_PREFIX} must be followed by {sizes} bytes in base64",
        )


def key_of(secret: str) -> bytes:
    """The key of `webhook-signature`: the bytes behind `whsec_`, or those of any other secret as UTF-8.

    A secret that was given before secrets were checked stays valid, although no base64 follows on its prefix.
    """
    key = _decoded_key(secret) if secret.startswith(SECRET_PREFIX) else None
    return key or secret.encode()


def signed_headers(secret: str, event_id: str, body: bytes, timestamp: int) -> dict[str, str]:
    """The headers that sign a body which is sent at that second (Unix time)."""
    return {
        ID_HEADER: event_id,
        TIMESTAMP_HEADER: str(timestamp),
        SIGNATURE_HEADER: _signature(secret, event_id, body, timestamp),
        EARLIER_ID_HEADER: event_id,
        EARLIER_SIGNATURE_HEADER: _earlier_signature(secret, body, timestamp),
    }


def _signature(secret: str, event_id: str, body: bytes, timestamp: int) -> str:
    """`v1,<base64>`: HMAC-SHA256 of id, timestamp and body with full stops between."""
    digest = hmac.digest(key_of(secret), f"{event_id}.{timestamp}.".encode() + body, hashlib.sha256)
    return f"v1,{base64.b64encode(digest).decode()}"


def _earlier_signature(secret: str, body: bytes, timestamp: int) -> str:
    """`t=<timestamp>,v1=<hex>`: HMAC-SHA256 of timestamp, full stop and body. The whole secret is the key."""
    digest = hmac.digest(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256)
    return f"t={timestamp},v1={digest.hex()}"


def _decoded_key(secret: str) -> bytes | None:
    """The bytes behind the prefix; padding may be left out, as the libraries allow. None: it is not base64."""
    encoded = secret.removeprefix(SECRET_PREFIX).rstrip("=")
    try:
        return base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
