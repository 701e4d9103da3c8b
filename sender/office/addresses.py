"""Allowed senders, and recipients by identity number."""

import re
from collections.abc import Sequence
from typing import Final

from django.conf import settings

from infra.database.pages import page_of
from infra.database.write_transaction import write_transaction
from infra.errors import InvalidInput
from infra.errors.explanation import Check
from infra.hooks import runs
from infra.identity import IdentityError, RecipientId
from sender import signers
from sender.office.models import OfficeSender
from sender.office.rejections import MailRejected

MAX_ADDRESS: Final = 254
MAX_AUTHORS: Final = 10
SENDER_PATTERN: Final = re.compile(r"(?:[^@\s<>]+)?@[^@\s<>]+")


def find_allowed_sender(address: str) -> OfficeSender:
    """Find the entry that lets this address send: its own before its domain's.

    Raises:
        MailRejected: there is none, or the mail is a bounce, which has no sender.
    """
    lowered = address.strip().lower()
    if lowered in {"", "<>"}:
        raise MailRejected(
            "Studsar och andra brev utan avsändare tas inte emot här.",
            "Bounces and other mail without a sender are not taken here.",
            smtp_code=550,
            status="5.7.1",
        )
    domain = f"@{lowered.rpartition('@')[2]}"
    found = {row.address: row for row in OfficeSender.objects.filter(address__in=(lowered, domain))}
    if not found:
        raise _not_allowed(lowered)
    return found.get(lowered) or found[domain]


def require_same_sender(allowed: OfficeSender, authors: Sequence[str]) -> None:
    """Require that every address in From may send for the same organisation; its key will sign.

    Raises:
        MailRejected: one of them may not; says which.
    """
    if not authors:
        raise MailRejected("Brevet saknar From med en adress.", "The mail has no From with an address.")
    if len(authors) > MAX_AUTHORS:
        raise MailRejected(
            f"Brevet har {len(authors)} avsändare i From, och får ha {MAX_AUTHORS}.",
            f"The mail has {len(authors)} authors in From, and may have {MAX_AUTHORS}.",
        )
    for author in authors:
        if find_allowed_sender(author).identity != allowed.identity:
            raise _not_allowed(author)


def parse_recipient(address: str) -> RecipientId:
    """Read the identity number in `<identity number>@<domain>`.

    Raises:
        MailRejected: the domain is another, or there is no valid number; says what is expected.
    """
    number, _, domain = address.rpartition("@")
    if domain.lower() != settings.OFFICE_DOMAIN:
        raise MailRejected(
            f"Hit skickas bara brev till @{settings.OFFICE_DOMAIN}. Annan post tar den vanliga e-postservern.",
            f"Only mail to @{settings.OFFICE_DOMAIN} is sent here. Other mail goes to the ordinary mail server.",
            smtp_code=550,
            status="5.7.1",
        )
    try:
        return RecipientId.parse(number.strip('"'))
    except IdentityError as problem:
        raise _no_number(str(problem)) from problem


def list_senders(limit: int, after: str = "") -> tuple[list[OfficeSender], str | None]:
    """A page of entries by address, and the address after which the next one begins; None: these are the last."""
    entries = OfficeSender.objects.filter(address__gt=after).order_by("address")
    rows, last = page_of(runs.without_others(entries, "address", runs.ItemKind.OFFICE_SENDER), limit)
    return rows, last.address if last else None


def allow_sender(address: str, identity: str, *, receipts: bool = False) -> tuple[OfficeSender, bool]:
    """Let an address, or a domain with a leading @, send for the organisation with its key in the folder.

    Returns the entry, and whether it is new. An entry that exists is changed.

    Raises:
        InvalidInput: no address, or a key that cannot sign.
        NotFound: within a run, it is listed and the run did not add it (5003).
    """
    address, given = (
        require_address(address),
        {"identity": signers.require_usable_folder(identity), "receipts": receipts},
    )
    with write_transaction():
        if OfficeSender.objects.filter(address=address).exists():
            runs.require_own(address, runs.ItemKind.OFFICE_SENDER)
        runs.note_creation(runs.ItemKind.OFFICE_SENDER, address)
        return OfficeSender.objects.update_or_create(address=address, defaults=given)


def remove_sender(address: str) -> bool:
    """Take no more mail from the address. Returns whether it was listed. Call it within `write_transaction()`.

    Raises:
        NotFound: within a run, it is listed and the run did not add it (5003).
    """
    known = address.strip().lower()
    if OfficeSender.objects.filter(address=known).exists():
        runs.require_own(known, runs.ItemKind.OFFICE_SENDER)
    gone, _ = OfficeSender.objects.filter(address=known).delete()
    return gone > 0


def require_address(address: str) -> str:
    """Return the address in the form in which addresses are compared.

    Raises:
        InvalidInput: neither an address nor a domain with a leading @.
    """
    lowered = address.strip().lower()
    if len(lowered) > MAX_ADDRESS or not SENDER_PATTERN.fullmatch(lowered):
        raise InvalidInput(
            f"{address!r} är varken en adress eller en domän med @ framför, som @kommun-a.example.",
            f"{address!r} is neither an address nor a domain with a leading @, such as @kommun-a.example.",
            slug="office-address-invalid",
            check=Check.CONTENT,
        )
    return lowered


def _not_allowed(address: str) -> MailRejected:
    return MailRejected(
        f"{address[:100]} får inte skicka meddelanden härifrån. Simulatorns administratör lägger till "
        "adressen i konsolen under Kontor, eller med manage.py office_sender.",
        f"{address[:100]} may not send messages from here. The administrator of the simulator adds the "
        "address in the console, at Office, or with manage.py office_sender.",
        smtp_code=550,
        status="5.7.1",
    )


def _no_number(problem: str) -> MailRejected:
    example = f"198101052382@{settings.OFFICE_DOMAIN}"
    return MailRejected(
        "Det som står framför @ är inget giltigt person-, samordnings- eller organisationsnummer. Rätta det: "
        f"siffror med rätt kontrollsiffra, med eller utan sekel och bindestreck, till exempel {example}.",
        f"What stands before @ is no valid identity number: {problem}. Correct it: digits with a check "
        f"digit that holds, with or without century and hyphen, for instance {example}.",
        smtp_code=550,
        status="5.1.3",
    )
