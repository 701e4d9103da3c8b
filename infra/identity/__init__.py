"""Identity numbers: as values, in words, and as recipients of a delivery."""

from infra.identity.numbers import (
    IdentityError,
    OrganisationNumber,
    RecipientId,
    luhn_holds,
)

__all__ = ["IdentityError", "OrganisationNumber", "RecipientId", "luhn_holds"]
