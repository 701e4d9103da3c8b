"""Nonces of the simulated e-legitimation. Each says when it was issued, so nobody needs a list of them."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Final

from django.core.signing import BadSignature, Signer

from infra import clock

FRESH_FOR: Final = timedelta(minutes=10)
_SALT: Final = "infra.pki.nonces"


def issue_nonce(at: datetime | None = None) -> str:
    """A nonce that is fresh for FRESH_FOR, from now on or from another moment."""
    return _signer().sign(f"{int((at or clock.now()).timestamp())}.{secrets.token_urlsafe(12)}")


def issued_at(nonce: str) -> datetime | None:
    """The moment when the simulator issued the nonce; None: it did not, so the age is unknown."""
    try:
        seconds, _, _ = _signer().unsign(nonce).partition(".")
    except BadSignature:
        return None
    return datetime.fromtimestamp(int(seconds), UTC)


def _signer() -> Signer:
    return Signer(salt=_SALT)
