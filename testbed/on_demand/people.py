"""People on demand: in the population register, in FaR, with a mailbox and an e-legitimation."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from base_registers.entries import person_entries
from base_registers.entries.person_entries import PersonEntry
from far.models import Account, PendingRequest, RequestKind, Sender, SenderChoice, ServiceSupplier
from infra import clock
from infra.errors import AlreadyExists
from infra.identity import RecipientId
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues
from mailbox_operator.models import Mailbox, Operator
from mailbox_ui.models import EidHolder
from testbed import world
from testbed.on_demand import names, numbers
from testbed.on_demand.run_transaction import run_transaction

OPERATOR: Final = "minmyndighetspost.se"
NOTE: Final = "Skapad på begäran"
POSITION: Final = 10_000
"""In the list of people to log in as: behind the seeded ones."""

UNKNOWN_OPERATOR: Final = Text(
    "är ingen brevlådeoperatör i FaR; GET /api/v1/operators ger dem som finns",
    "is no mailbox operator in FaR; GET /api/v1/operators gives those that there are",
)
UNKNOWN_SENDER: Final = Text("är ingen avsändare i FaR", "is no sender in FaR")
NO_OPERATOR: Final = Text("gäller bara den som har en brevlåda (operator)", "is only for those with a mailbox")


@dataclass(frozen=True)
class Mailing:
    """A holder's wishes for mail: the operator, and how new mail is announced."""

    operator: str | None = OPERATOR
    """Internet domain. None: no mailbox."""
    pending: bool = False
    """The registration waits for a signature."""
    refuses: tuple[str, ...] = ()
    """Organisation numbers of senders."""
    email: str = ""
    mobile: str = ""
    announced_by: tuple[str, ...] = ()
    """email, sms."""


@dataclass(frozen=True)
class WantedPerson:
    """A person that somebody wants. Values that are left out are chosen."""

    number: str | None = None
    age: int | None = None
    entry: PersonEntry = field(default_factory=lambda: PersonEntry("", ""))
    """What the population register is to say, but for the number."""
    mailing: Mailing = field(default_factory=Mailing)
    e_legitimation: bool = True


@dataclass(frozen=True)
class MadePerson:
    """A person as it was made."""

    entry: PersonEntry
    mailing: Mailing

    @property
    def age(self) -> int | None:
        return RecipientId.from_contract(self.entry.number).age_at(clock.today())


def make_person(wanted: WantedPerson) -> MadePerson:
    """Make a person, who belongs to the run of the request.

    Raises:
        InvalidValues: a value is wrong (5001). AlreadyExists: the number is somebody's (5004).
        IllegalState: no number of that age is free (5011). NotFound: no run has the request's label (5003).
        MaximumExceeded: the run owns as much as it may (5005).
    """
    with run_transaction():
        return _make(wanted)


def _make(wanted: WantedPerson) -> MadePerson:
    number = wanted.number or numbers.unused_number(wanted.age)
    entry = replace(wanted.entry, number=number, name=wanted.entry.name or names.name_of(number))
    if wanted.number and numbers.is_known(number):
        raise AlreadyExists(
            "Numret är redan någons här. Lämna bort det, så väljs ett som är ledigt.",
            "The number is somebody's here already. Leave it out, and a free one is chosen.",
            slug="person-number-taken",
        )
    person_entries.store_person(entry)
    if wanted.e_legitimation:
        EidHolder.objects.update_or_create(
            number=number, defaults={"name": entry.name, "note": NOTE, "position": POSITION}
        )
    open_mailbox(number, entry.name, wanted.mailing)
    return MadePerson(entry, wanted.mailing)


def open_mailbox(number: str, name: str, mailing: Mailing) -> None:
    """Register the holder in FaR and open the mailbox.

    Raises:
        InvalidValues: there is no such operator or sender (5001).
    """
    if mailing.operator is None:
        if mailing.pending or mailing.refuses or mailing.announced_by:
            raise InvalidValues([InvalidValue(("operator",), NO_OPERATOR)])
        return
    supplier = _supplier(mailing.operator)
    now = clock.now()
    account = Account.objects.create(
        recipient=number, pending=mailing.pending, supplier=supplier, registered_at=now
    )
    if mailing.pending:
        _wait_for_signature(account, now)
    else:
        _open_at_operator(number, name, mailing, now)
    SenderChoice.objects.bulk_create(
        SenderChoice(account=account, sender=sender, accepted=False, changed_at=now)
        for sender in _senders(mailing.refuses)
    )


def _wait_for_signature(account: Account, now: datetime) -> None:
    PendingRequest.objects.create(
        account=account,
        kind=RequestKind.CREATE,
        operator_id=account.supplier_id,
        supplier_id=account.supplier_id,
        agreement_text=world.AGREEMENT,
        begun_at=now,
    )


def _open_at_operator(number: str, name: str, mailing: Mailing, now: datetime) -> None:
    """An operator that this simulator does not play opens its mailboxes itself."""
    operator = Operator.objects.filter(name=mailing.operator).first()
    if operator is not None:
        Mailbox.objects.create(
            operator=operator,
            holder=number,
            holder_name=name,
            opened_at=now,
            email=mailing.email,
            mobile=mailing.mobile,
            announce_by_email="email" in mailing.announced_by,
            announce_by_sms="sms" in mailing.announced_by,
        )


def _supplier(domain: str) -> ServiceSupplier:
    found = ServiceSupplier.objects.filter(name=domain, disconnected_at=None).first()
    if found is None:
        raise InvalidValues([InvalidValue(("operator",), UNKNOWN_OPERATOR)])
    return found


def _senders(organisations: tuple[str, ...]) -> list[Sender]:
    found = {row.organisation: row for row in Sender.objects.filter(organisation__in=organisations)}
    if wrong := [
        InvalidValue(("refuses", place), UNKNOWN_SENDER)
        for place, organisation in enumerate(organisations)
        if organisation not in found
    ]:
        raise InvalidValues(wrong)
    return list(found.values())
