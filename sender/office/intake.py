"""Takes a mail: reads it, signs a message for each recipient, and stores all of them in one transaction.

Source: founding document 4.4.
"""

import hashlib
from collections.abc import Mapping

from django.conf import settings
from lxml import etree

from formedlare import intake
from formedlare.intake import Draft
from formedlare.models import Distribution
from formedlare.rights import require_rights
from infra import clock, trace
from infra.database.write_transaction import write_transaction
from infra.identity import RecipientId
from infra.message_rules.limits import MAX_REFERENCE
from infra.pki.peer import caller_of_identity
from infra.pki.store import Identity
from infra.pki.validation.problems import CertificateProblem
from sender import compose, signers
from sender.office import addresses
from sender.office.exchange_reports import reporting_mail
from sender.office.mime import letter as reading
from sender.office.mime.letter import MailLetter
from sender.office.models import OfficeMail, OfficeSender
from sender.office.rejections import MailRejected, rejection_of_size, temporary_rejection

Addressed = Mapping[RecipientId, str]
"""Each recipient, and the address as the mail had it."""


def take_mail(mail_from: str, addressed: Addressed, octets: bytes) -> int:
    """Store the mail as one delivery for each recipient: all of them, or none. Returns how many are new.

    The same mail again (its Message-ID, from the same address) to the same recipient is recognised, and no
    second letter is made.

    Raises:
        MailRejected: the mail cannot become a message, or may not be sent; says why.
        SenderNotRegistered, DispatcherNotApproved: as in intake. InternalError: the register did not answer.
    """
    recipients = [recipient.value for recipient in addressed]
    with trace.use_trace(), reporting_mail(mail_from, recipients, octets):
        allowed = addresses.find_allowed_sender(mail_from)
        letter = reading.read_letter(octets)
        addresses.require_same_sender(allowed, letter.authors)
        address = mail_from.strip().lower()
        new = _without_known(address, letter, addressed)
        if not new:
            return 0
        signer = _load_signer(allowed)
        require_rights(signer.organisation.value, caller_of_identity(signer))
        drafts = {recipient: _make_draft(address, letter, signer, recipient) for recipient in new}
        with trace.use_label(letter.label or None):
            return _store_mail(allowed, address, letter, new, drafts)


def _without_known(address: str, letter: MailLetter, addressed: Addressed) -> Addressed:
    known = set(OfficeMail.objects.filter(address=address, key=letter.key).values_list("recipient", flat=True))
    return {recipient: written for recipient, written in addressed.items() if recipient.value not in known}


def _store_mail(
    allowed: OfficeSender,
    address: str,
    letter: MailLetter,
    addressed: Addressed,
    drafts: Mapping[RecipientId, Draft],
) -> int:
    with write_transaction():
        # Under the lock of its sender: the same mail may come by two connections at once.
        locked = OfficeSender.objects.select_for_update().filter(pk=allowed.pk).first()
        if locked is None:
            raise temporary_rejection(
                "Avsändarens adress togs just bort. Försök igen.",
                "The sender's address was just removed. Try again.",
            )
        new = _without_known(address, letter, addressed)
        kept = {recipient: intake.store_delivery(drafts[recipient]) for recipient in new}
        OfficeMail.objects.bulk_create(
            _make_row(locked, address, letter, recipient, written, kept[recipient])
            for recipient, written in new.items()
        )
    return len(new)


def _make_row(
    allowed: OfficeSender,
    address: str,
    letter: MailLetter,
    recipient: RecipientId,
    written: str,
    kept: Distribution,
) -> OfficeMail:
    return OfficeMail(
        address=address,
        key=letter.key,
        recipient=recipient.value,
        addressed_to=written,
        message_id=letter.message_id,
        subject=letter.text.subject,
        automatic=letter.is_automatic,
        receipt=allowed.receipts,
        distribution=kept,
        received_at=clock.now(),
    )


def _load_signer(allowed: OfficeSender) -> Identity:
    try:
        return signers.signer_in_folder(allowed.identity)
    except LookupError as problem:
        raise temporary_rejection(
            f"Avsändarens nyckel saknas: var/pki/clients/{allowed.identity}.",
            f"The sender's key is missing: var/pki/clients/{allowed.identity}.",
            status="4.3.5",
        ) from problem
    except CertificateProblem as problem:
        if problem.is_ours:
            raise temporary_rejection(*problem.text, status="4.3.5") from problem
        raise MailRejected(*problem.text, status="5.7.0") from problem


def _make_draft(address: str, letter: MailLetter, signer: Identity, recipient: RecipientId) -> Draft:
    organisation = signer.organisation
    delivery = compose.compose_delivery(organisation, signer.title, recipient, [letter.text])
    # The names that e-mail programs give are often longer; the relay's search finds them whole.
    delivery.header.reference = letter.message_id[:MAX_REFERENCE] or None
    content = etree.tostring(compose.sign_delivery(delivery, signer), encoding="UTF-8")
    _require_size(len(content) + compose.MAX_SEAL_AND_ENVELOPE)
    return Draft(
        kind=Distribution.Kind.SECURE,
        origin=Distribution.Origin.OFFICE,
        sender=organisation.value,
        sender_name=signer.title,
        caller=organisation.value,
        content=content,
        # A mail to a recipient is one letter, however often it is signed.
        content_digest=hashlib.sha256(f"office {address} {letter.key} {recipient.value}".encode()).hexdigest(),
        recipients=[recipient.value],
        protection_class=2,
        subject=letter.text.subject,
        reference=letter.message_id,
    )


def _require_size(whole: int) -> None:
    if whole > settings.MAX_SOAP_BYTES:
        raise rejection_of_size(whole)
