"""The log of uses: what other people did in a mailbox, for its owner to see."""

from collections.abc import Iterable
from typing import Any

from far.base_registers.people import find_person
from far.consents.expiry import end_overdue, in_force
from far.models import Consent, MailboxUse
from infra import clock
from infra.database.pages import page_of
from infra.database.write_transaction import write_transaction
from infra.errors import UserNotAuthorised
from infra.hooks import runs
from infra.identity import RecipientId

Kind = MailboxUse.Kind
Grant = MailboxUse.Grant


def record_use(account: RecipientId, person: str, kind: Kind, asked_by: str) -> MailboxUse:
    """Log that the person used the mailbox, by a consent or as guardian.

    `asked_by`: the operator's organisation number.

    Raises:
        UserNotAuthorised: the person has no consent in force, and is no guardian (8003).
        PopulationRegisterFailed: no usable answer about guardians (5017).
    """
    end_overdue()
    consent = in_force(Consent.objects.filter(account=account.value, holder=person)).first()
    use = use_of(consent, kind, asked_by) if consent else _use_as_guardian(account, person, kind, asked_by)
    record_all([use])
    return use


def _use_as_guardian(account: RecipientId, person: str, kind: Kind, asked_by: str) -> MailboxUse:
    found = find_person(person) if RecipientId(person).is_person else None
    if found is None or all(principal.number != account.value for principal in found.principals):
        raise UserNotAuthorised(
            f"Personen har inget gällande samtycke till {account} och är inte god man för den.",
            f"The person has no consent in force to {account}, and is no guardian of it.",
            slug="no-consent-in-force",
        )
    return use_of_guardian(account.value, person, found.name, kind, asked_by)


def use_of(consent: Consent, kind: Kind, asked_by: str) -> MailboxUse:
    """A use of a consent, to be recorded."""
    return MailboxUse(
        account=consent.account,
        person=consent.holder,
        person_name=consent.holder_name,
        grant=consent.level,
        consent=consent,
        kind=kind,
        asked_by=asked_by,
        used_at=clock.now(),
    )


def use_of_guardian(account: str, person: str, name: str, kind: Kind, asked_by: str) -> MailboxUse:
    """A use of the right that a court has given, to be recorded."""
    return MailboxUse(
        account=account,
        person=person,
        person_name=name,
        grant=Grant.GUARDIAN,
        kind=kind,
        asked_by=asked_by,
        used_at=clock.now(),
    )


def record_all(uses: Iterable[MailboxUse]) -> None:
    """Store the uses."""
    if rows := list(uses):
        with write_transaction():
            MailboxUse.objects.bulk_create(rows)


def list_uses(limit: int, before: int | None = None, **which: Any) -> tuple[list[MailboxUse], int | None]:
    """A page of uses, the newest first, and the key after which the next page begins.

    `which`: what they must have: `account`, `person`, `consent`, `kind`, `grant`.
    """
    rows = MailboxUse.objects.filter(**which).select_related("consent").order_by("-pk")
    rows = runs.without_other_holders(rows, "account", "person")
    found, last = page_of(rows if before is None else rows.filter(pk__lt=before), limit)
    return found, last.pk if last else None
