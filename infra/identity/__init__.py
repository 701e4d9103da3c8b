"""Identity numbers: as values, as texts for people, and as recipients of a delivery."""

from infra.identity.numbers import (
    IdentityError,
    Mistake,
    OrganisationNumber,
    RecipientId,
    luhn_holds,
)

__all__ = ["IdentityError", "Mistake", "OrganisationNumber", "RecipientId", "luhn_holds"]
