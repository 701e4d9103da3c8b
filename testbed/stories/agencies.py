"""The agencies of the stories: senders in the register, with certificates, as any sender that is connected."""

from dataclasses import dataclass
from typing import Final

from far.actor_entries import entry_and_certificate
from far.actor_entries.entry import NEW_ROLES
from far.actor_entries.log import ChangeNote
from far.actor_entries.request import WantedEntry
from infra.authorship import Author, Origin
from infra.identity import OrganisationNumber
from infra.pki.issuing.certificate_order import CertificateOrder
from infra.pki.store import Identity
from sender import signers

_ANYBODY: Final = OrganisationNumber("")


@dataclass(frozen=True)
class Agency:
    """An agency with a number that no real organisation has."""

    name: str
    number: str


TAX_AGENCY: Final = Agency("Skatteverket (simulerat)", "162021009036")
COMPANIES_OFFICE: Final = Agency("Bolagsverket (simulerat)", "162021009044")


def connect_agency(agency: Agency) -> Identity:
    """The agency with its key. It is connected the first time, with the simulator's relay as one of its relays."""
    number = OrganisationNumber(agency.number)
    wanted = WantedEntry(name=agency.name, roles=NEW_ROLES)
    entry_and_certificate.store_with_certificate(
        number, wanted, CertificateOrder(_ANYBODY, ""), ChangeNote(Author(Origin.COMMAND))
    )
    return signers.find_signer(agency.number)
