"""The organisations that may ask the base registers: FaR itself, and for addresses its senders and relays.

The registers ask FaR over SOAP, as every role does. The real SPAR and Bolagsverket have agreements instead.
"""

from typing import Final

from infra import far_client
from infra.errors import AccessDenied
from infra.identity import OrganisationNumber
from infra.pki import store

ASKS_AS: Final = "minmyndighetspost.se"
"""The identity that asks. FaR answers actors only, so the state's operator asks for the base registers."""
FAR: Final = store.organisation_number("far")
"""The number in the certificate with which FaR asks."""

_actors = far_client.ActorList()


def require_far(caller: OrganisationNumber) -> None:
    """Return if FaR asks: nobody else is told of guardians, officers and signatories.

    Raises:
        AccessDenied: another organisation asks (5002).
    """
    if caller.value != FAR:
        raise AccessDenied(
            f"{caller} är inte FaR och får bara fråga efter postadresser. FaR frågar med certifikatet i "
            "var/pki/internal/far.",
            f"{caller} is not FaR, and may ask for postal addresses only. FaR asks with the certificate in "
            "var/pki/internal/far.",
            slug="only-far-asks-register",
        )


def require_customer(caller: OrganisationNumber) -> None:
    """Return if the organisation may ask for postal addresses: FaR, senders and relays.

    Raises:
        AccessDenied: FaR knows it neither as sender nor as relay, or it is suspended there (5002).
        InternalError: FaR did not answer (4999).
    """
    number = caller.value
    if number == FAR:
        return
    known = _actors.get(store.load_identity(ASKS_AS))
    if number not in known.senders and number not in known.dispatchers:
        raise AccessDenied(
            f"{number} är varken avsändare eller förmedlare i FaR och får inte fråga folkbokföringsregistret. "
            "Anropa med certifikatet för en organisation som är det, till exempel kommun-a.",
            f"{number} is neither sender nor relay in FaR, and may not ask the population register. Call with "
            "the certificate of an organisation that is, for instance kommun-a.",
            slug="no-customer-of-population-register",
        )
