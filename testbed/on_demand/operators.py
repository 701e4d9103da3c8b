"""Mailbox operators on demand: at an address of the tester's own, or simulated with a behaviour."""

import secrets
from dataclasses import dataclass, replace
from typing import Final

from django.conf import settings

from far.actor_entries import entry_and_certificate
from far.actor_entries.entry import Role, SupplierEntry
from far.actor_entries.entry_and_certificate import EntryAndCertificate
from far.actor_entries.lock import changing_actors
from far.actor_entries.log import ChangeNote
from far.actor_entries.request import WantedEntry
from infra.errors import AlreadyExists
from infra.hooks import runs
from infra.identity import OrganisationNumber
from infra.pki.issuing import issue
from infra.pki.issuing.certificate_order import CertificateOrder
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues
from mailbox_operator.models import Operator
from testbed.operators import faulty_tls
from testbed.operators.behaviours import CERTIFICATES, DESCRIPTIONS, Behaviour
from testbed.runs import owned_items

NOBODY: Final = OrganisationNumber("")
"""The organisation of a certificate order until the entry gives it."""
MAX_DOMAIN: Final = 48
"""Characters: its certificate lies in a folder of this name."""
EITHER: Final = Text(
    "är operatörens egen adress, och då bestämmer den själv hur den beter sig; lämna bort behaviour",
    "is the operator's own address, which behaves by itself; leave behaviour out",
)


NO_PORT: Final = Text(
    "behöver en port: sätt MM_FAULTY_TLS_PORT, till exempel till 8493, och starta om",
    "needs a port: set MM_FAULTY_TLS_PORT, for instance to 8493, and start again",
)


@dataclass(frozen=True)
class WantedOperator:
    """An operator that somebody wants. Values that are left out are chosen."""

    domain: str | None = None
    name: str | None = None
    behaviour: Behaviour | None = None
    service_address: str | None = None
    """Of an operator that the tester runs. It has no behaviour."""
    public_senders_only: bool = False


@dataclass(frozen=True)
class MadeOperator:
    """An operator as it was made."""

    entered: EntryAndCertificate
    behaviour: Behaviour | None


def make_operator(wanted: WantedOperator, note: ChangeNote) -> MadeOperator:
    """Make an operator with a certificate to call the register with; it belongs to the run of the request.

    Raises:
        InvalidValues: a value is wrong, or the domain is another operator's (5001).
        AlreadyExists: the simulator plays an operator with this domain (5004).
        IllegalState: no number is left (5011). NotFound: no run has the request's label (5003).
        MaximumExceeded: the run owns as much as it may (5005).
    """
    if wanted.service_address and wanted.behaviour:
        raise InvalidValues([InvalidValue(("service_address",), EITHER)])
    behaviour = None if wanted.service_address else wanted.behaviour or Behaviour.ACCEPTING
    if behaviour in CERTIFICATES and not settings.FAULTY_TLS_PORT:
        raise InvalidValues([InvalidValue(("behaviour",), NO_PORT)])
    key = issue.new_key()
    with changing_actors():
        owned_items.lock_run_of_request()
        supplier = replace(
            supplier_entry(wanted.domain, wanted.service_address, behaviour or Behaviour.ACCEPTING),
            public_senders_only=wanted.public_senders_only,
        )
        entry = WantedEntry(
            name=wanted.name or supplier.domain, roles=frozenset({Role.SUPPLIER}), supplier=supplier
        )
        order = CertificateOrder(NOBODY, "", folder=supplier.domain)
        entered = entry_and_certificate.store_with_certificate(None, entry, order, note, new_key=key)
        if behaviour and DESCRIPTIONS[behaviour].keeps_letters:
            open_simulated(entered)
    return MadeOperator(entered, behaviour)


def supplier_entry(
    domain: str | None, service_address: str | None, behaviour: Behaviour = Behaviour.ACCEPTING
) -> SupplierEntry:
    """What the register is to say of an operator: of a simulated one, where no address is given."""
    domain = domain or f"brev-{secrets.token_hex(4)}.example"
    if service_address:
        return SupplierEntry(domain, service_address)
    ui_address = f"{settings.WEB_BASE_URL}post/{domain}/" if DESCRIPTIONS[behaviour].keeps_letters else ""
    return SupplierEntry(domain, address_of(behaviour, domain), ui_address)


def open_simulated(entered: EntryAndCertificate) -> None:
    """Let the simulator act as the operator, with mailboxes of its own from now on.

    Raises:
        AlreadyExists: the simulator plays an operator with this domain (5004).
    """
    entry, supplier = entered.stored.entry, entered.stored.entry.supplier
    assert supplier is not None, "it was entered as an operator"
    if Operator.objects.filter(name=supplier.domain).exists():
        raise AlreadyExists(
            f"Simulatorn spelar redan en operatör som heter {supplier.domain}.",
            f"The simulator plays an operator named {supplier.domain} already.",
            slug="operator-exists",
        )
    Operator.objects.create(
        name=supplier.domain,
        display_name=entry.name[:100],
        organisation=entry.number,
        public_senders_only=supplier.public_senders_only,
    )
    runs.note_creation(runs.ItemKind.OPERATOR, supplier.domain)


def address_of(behaviour: Behaviour, domain: str) -> str:
    """The address of an operator with this behaviour."""
    if behaviour is Behaviour.DOWN:
        # No host can have this name (RFC 6761).
        return f"https://{domain.replace('.', '-')}.invalid/Service/v3"
    if behaviour in CERTIFICATES:
        return faulty_tls.address_of(behaviour, domain)
    if behaviour is Behaviour.ACCEPTING:
        return f"{settings.SOAP_BASE_URL}operators/{domain}/Service/v3"
    return f"{settings.SOAP_BASE_URL}behaviours/{behaviour}/{domain}/Service/v3"
