"""Takes a mail: reads it, signs a message for each recipient, and stores them all in one transaction.

Source: founding document 4.4; house.md, "The way of a letter", 3.
"""

import hashlib
from collections.abc import Mapping

from django.conf import settings
from lxml import etree

from formedlare import intake
from formedlare.intake import Draft
from formedlare.models import Distribution
from infra import clock, trace
from infra.database.sqlite_write_lock import writing
from infra.identity import RecipientId
from infra.message_rules.limits import MAX_REFERENCE
from infra.pki.peer import caller_of_identity
from infra.pki.store import Identity
from infra.pki.trust import CertificateProblem
from sender import compose, signers
from sender.office import addresses
from sender.office.mime import letter as reading
from sender.office.mime.letter import Letter
from sender.office.models import OfficeMail, OfficeSender
from sender.office.refusal import Refused, busy

Addressed = Mapping[RecipientId, str]
"""Each recipient, and the address as the mail had it."""


def take(mail_from: str, addressed: Addressed, octets: bytes) -> int:
    """Keep the mail as one delivery for each recipient; all of them, or none. Returns how many are new.

    The same mail again (its Message-ID, from the same address) to the same recipient is recognised, and no
    second letter is made.

    Raises:
        Refused: the mail can be no message, or may not be sent; says why.
        SenderNotRegistered, DispatcherNotApproved: as in intake. InternalError: the register did not answer.
    """
    with trace.use_trace():
        allowed = addresses.sender_of(mail_from)
        letter = reading.read(octets)
        addresses.require_same_sender(allowed, letter.authors)
        address = mail_from.strip().lower()
        new = _without_known(address, letter, addressed)
        if not new:
            return 0
        signer = _signer(allowed)
        intake.require_rights(signer.organisation.value, caller_of_identity(signer))
        drafts = {who: _draft(address, letter, signer, who) for who in new}
        with trace.use_label(letter.label or None):
            return _keep(allowed, address, letter, new, drafts)


def _without_known(address: str, letter: Letter, addressed: Addressed) -> Addressed:
    known = set(OfficeMail.objects.filter(address=address, key=letter.key).values_list("recipient", flat=True))
    return {who: written for who, written in addressed.items() if who.value not in known}


def _keep(
    allowed: OfficeSender, address: str, letter: Letter, addressed: Addressed, drafts: Mapping[RecipientId, Draft]
) -> int:
    with writing():
        # Under the lock of its sender: the same mail may come by two connections at once.
        locked = OfficeSender.objects.select_for_update().filter(pk=allowed.pk).first()
        if locked is None:
            raise busy(
                "Avsändarens adress togs just bort. Försök igen.",
                "The sender's address was just removed. Try again.",
            )
        new = _without_known(address, letter, addressed)
        kept = {who: intake.keep(drafts[who]) for who in new}
        OfficeMail.objects.bulk_create(
            _row(locked, address, letter, who, written, kept[who]) for who, written in new.items()
        )
    return len(new)


def _row(
    allowed: OfficeSender, address: str, letter: Letter, who: RecipientId, written: str, kept: Distribution
) -> OfficeMail:
    return OfficeMail(
        address=address,
        key=letter.key,
        recipient=who.value,
        addressed_to=written,
        message_id=letter.message_id,
        subject=letter.text.subject,
        automatic=letter.automatic,
        receipt=allowed.receipts,
        distribution=kept,
        received_at=clock.now(),
    )


def _signer(allowed: OfficeSender) -> Identity:
    try:
        return signers.signer_in_folder(allowed.identity)
    except LookupError as problem:
        raise busy(
            f"Avsändarens nyckel saknas: var/pki/clients/{allowed.identity}.",
            f"The sender's key is missing: var/pki/clients/{allowed.identity}.",
            status="4.3.5",
        ) from problem
    except CertificateProblem as problem:
        if problem.is_ours:
            raise busy(problem.text.swedish, problem.text.english, status="4.3.5") from problem
        raise Refused(problem.text.swedish, problem.text.english, status="5.7.0") from problem


def _draft(address: str, letter: Letter, signer: Identity, who: RecipientId) -> Draft:
    organisation = signer.organisation
    delivery = compose.delivery(organisation, signer.title, who, [letter.text])
    # The names that e-mail programs give are often longer; the relay's search finds them whole.
    delivery.header.reference = letter.message_id[:MAX_REFERENCE] or None
    content = etree.tostring(compose.signed(delivery, signer), encoding="UTF-8")
    _require_size(len(content) + compose.MAX_SEAL_AND_ENVELOPE)
    return Draft(
        kind=Distribution.Kind.SECURE,
        origin=Distribution.Origin.OFFICE,
        sender=organisation.value,
        sender_name=signer.title,
        caller=organisation.value,
        content=content,
        # A mail to a recipient is one letter, however often it is signed.
        content_digest=hashlib.sha256(f"office {address} {letter.key} {who.value}".encode()).hexdigest(),
        recipients=[who.value],
        protection_class=2,
        reference=letter.message_id,
    )


def _require_size(whole: int) -> None:
    if whole > settings.MAX_SOAP_BYTES:
        raise too_large(whole)


def too_large(whole: int | None = None) -> Refused:
    """A mailbox operator takes one SOAP message of 2 MiB. Source: wire.md, Transport."""
    most = settings.MAX_SOAP_BYTES
    found = f" ({whole} byte)" if whole else ""
    return Refused(
        f"Brevet är för stort{found}: med bilagor och signatur får det vara {most} byte, så filerna tillsammans "
        "högst ungefär 1,4 MB. Gör dem mindre, eller skicka flera brev.",
        f"The mail is too large{found}: with files and signature it may be {most} bytes, so the files together "
        "about 1.4 MB at most. Make them smaller, or send several mails.",
        code=552,
        status="5.3.4",
    )
