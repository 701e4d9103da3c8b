"""An actor and its certificate in one step: both exist afterwards, or neither."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from django.conf import settings

from far.actor_entries.changes import StoredEntry, store_entry
from far.actor_entries.lock import changing_actors
from far.actor_entries.log import ChangeNote
from far.actor_entries.numbers import unused_number
from far.actor_entries.request import WantedEntry
from infra.identity import OrganisationNumber
from infra.pki.issuing import certificate_order, issue, orders
from infra.pki.issuing.certificate_order import CertificateOrder
from infra.pki.issuing.ledger import Record
from infra.validation import InvalidValues

PART: Final = "certificate"
"""Where a wrong value of the order stands in the whole request."""


@dataclass(frozen=True)
class EntryAndCertificate:
    """The stored entry, and the certificate if one was ordered."""

    stored: StoredEntry
    certificate: Record | None


def store_with_certificate(
    number: OrganisationNumber | None,
    wanted: WantedEntry,
    order: CertificateOrder | None,
    note: ChangeNote,
    *,
    new_key: RSAPrivateKey | None = None,
) -> EntryAndCertificate:
    """Connect or change an actor, and issue its certificate. Without a number, a free test number is used.

    Without `new_key`, a certificate that the actor has already is used again where it meets the order. With
    `new_key`, a new certificate is made for that key.

    Raises:
        InvalidValues: a value of the entry or of the order is wrong (5001).
        IllegalState: as `store_entry`, or no number for test organisations is left (5011).
    """
    # Making a key takes a tenth of a second, too long for a transaction that other writers wait for.
    key = new_key or (issue.new_key() if order and order.csr is None else None)
    with changing_actors():
        if number is None:
            number = unused_number()
            wanted = replace(wanted, name=wanted.name or default_name(number))
        stored = store_entry(number.value, wanted, note)
        if order is None:
            return EntryAndCertificate(stored, None)
        return EntryAndCertificate(stored, _certificate(stored, order, key, note, reuse=new_key is None))


def default_name(number: OrganisationNumber) -> str:
    """The name of a test organisation that was given none."""
    return f"Testorganisation {number.value[2:8]}-{number.value[8:]}"


def _certificate(
    stored: StoredEntry, order: CertificateOrder, key: RSAPrivateKey | None, note: ChangeNote, *, reuse: bool
) -> Record:
    """Write the certificate. This is the last step, since a rollback does not remove files."""
    entry, pki_dir = stored.entry, Path(settings.PKI_DIR)
    complete = replace(
        order,
        organisation=OrganisationNumber(entry.number),
        title=order.title or entry.name[: certificate_order.MAX_TITLE].strip(),
    )
    if reuse and (known := orders.find_reusable(pki_dir, complete)):
        return known
    try:
        return orders.write_certificate(pki_dir, orders.make_certificate(pki_dir, complete, key), note.author)
    except InvalidValues as refusal:
        raise InvalidValues([replace(value, path=(PART, *value.path)) for value in refusal.values]) from refusal
