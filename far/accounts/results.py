"""What an operator is told when signatures have been counted."""

from dataclasses import dataclass
from datetime import datetime

from far.signatories import SignatoryDecision
from infra.identity import RecipientId


@dataclass(frozen=True)
class SignatureResult:
    """Whether the signatures so far suffice. Source: contract type SignatureAuthorizationResult."""

    holder: RecipientId
    decision: SignatoryDecision
    signed_at: datetime | None = None
    """When the last signature that counts was given."""
