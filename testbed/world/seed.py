"""The demo world in the databases of the roles, as promised in docs/people.md.

Seeding again creates what is missing and changes nothing that is there: what testers and holders have
changed since stays, unless `restore` puts the promised state back. Mail is never touched. Only the list
that people are picked from is the seed's own, and always as the file has it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from far import models as far
from infra import clock
from infra.pki import store
from infra.versions import register_version
from mailbox_operator import models as operator
from mailbox_ui.models import EidHolder
from sender.office.models import OfficeSender
from testbed import world
from testbed.operators import faulty_tls
from testbed.operators.behaviours import Behaviour
from testbed.world import actors, channel_rules, cleanup, registers
from testbed.world.rows import RowWriter


@dataclass(frozen=True)
class Summary:
    """The number of rows that make up the world."""

    persons: int
    companies: int
    mailboxes: int


@transaction.atomic
def seed_world(*, restore: bool = False) -> Summary:
    """Create the demo world. This is cheap when it exists already.

    With `restore`, rows of the seeded actors and holders that are not promised are deleted: approvals of relays,
    registrations, refusals, rules of the channel switch. Their mailboxes and the mail in them stay.
    """
    transaction.on_commit(register_version.advance)
    today, now = clock.today(), clock.now()
    persons, companies = world.list_persons(today), world.list_companies()
    holders: list[world.WorldHolder] = [*persons, *companies]
    writer = RowWriter(restore=restore)
    if restore:
        cleanup.remove_surplus(holders)
        registers.remove_surplus(persons, companies)
        channel_rules.remove_surplus(holders, today)
    _write_actors(writer)
    registers.write_registers(writer, persons, companies)
    _write_e_legitimations(persons, today)
    _write_accounts(writer, holders, now)
    _write_waiting(writer, holders, now)
    _write_refusals(writer, holders, now)
    mailboxes = _write_mailboxes(writer, holders, now)
    writer.write(channel_rules.seeded_rules(), key=["sender", "label", "position"])
    writer.write(channel_rules.seeded_contacts(today), key=["sender", "recipient", "label"])
    writer.write(
        (OfficeSender(address=address, identity=name) for address, name in actors.OFFICE_SENDERS.items()),
        key=["address"],
    )
    return Summary(len(persons), len(companies), mailboxes)


def _write_actors(writer: RowWriter) -> None:
    numbers = {name: store.organisation_number(name) for name in {*actors.SENDERS, *actors.RELAYS}}
    writer.write(
        (
            far.Sender(organisation=numbers[key], name=name, sector=_sector_of(key))
            for key, name in actors.SENDERS.items()
        ),
        key=["organisation"],
    )
    writer.write(
        (far.Dispatcher(organisation=numbers[key], name=name) for key, (name, _) in actors.RELAYS.items()),
        key=["organisation"],
    )
    senders = {row.organisation: row for row in far.Sender.objects.all()}
    relays = {row.organisation: row for row in far.Dispatcher.objects.all()}
    writer.write(
        (
            far.DispatchRight(dispatcher=relays[numbers[key]], sender=senders[numbers[sender]])
            for key, (_, may_send_for) in actors.RELAYS.items()
            for sender in may_send_for
        ),
        key=["dispatcher", "sender"],
    )
    writer.write((_supplier(supplier) for supplier in actors.SUPPLIERS), key=["name"])
    writer.write(
        (
            operator.Operator(
                name=name,
                display_name=display,
                organisation=store.organisation_number(name),
                public_senders_only=public,
                is_own_reception=name == actors.OWN_RECEPTION,
            )
            for name, (display, public) in actors.WITH_MAILBOXES.items()
        ),
        key=["name"],
    )
    _follow_ports()


def _sector_of(sender: str) -> far.Sender.Sector:
    return far.Sender.Sector.PRIVATE if sender in actors.PRIVATE_SENDERS else far.Sender.Sector.PUBLIC


def _follow_ports() -> None:
    """Write where operators with faulty server certificates are called now; the ports are settings."""
    for row in far.ServiceSupplier.objects.filter(service_path__contains="/behaviours/"):
        behaviour = row.service_path.partition("/behaviours/")[2].partition("/")[0]
        if behaviour in actors.CERTIFICATES:
            address = faulty_tls.address_of(Behaviour(behaviour), row.name)
            if row.service_path != address:
                row.service_path = address
                row.save(update_fields=["service_path"])


def _supplier(supplier: actors.Supplier) -> far.ServiceSupplier:
    has_pages = supplier.name in actors.WITH_MAILBOXES and supplier.name != actors.OWN_RECEPTION
    title, public_only = actors.WITH_MAILBOXES.get(supplier.name, ("", False))
    return far.ServiceSupplier(
        organisation=supplier.number,
        name=supplier.name,
        title=title,
        public_senders_only=public_only,
        service_path=supplier.service_path,
        ui_path=f"post/{supplier.name}/" if has_pages else "",
    )


def _write_e_legitimations(persons: list[world.WorldPerson], today: date) -> None:
    RowWriter(restore=True).write(
        (
            EidHolder(number=person.number, name=person.name, note=person.promise, position=place)
            for place, person in enumerate(persons)
            if person.e_legitimation
        ),
        key=["number"],
    )
    # A child who was 13 on an earlier day still has mail to read, but is older now.
    older = {child.number: child for child in world.older_children(today)}
    for holder in EidHolder.objects.filter(number__in=older):
        holder.note, holder.position = older[holder.number].promise, len(persons)
        holder.save(update_fields=["note", "position"])


def _write_accounts(writer: RowWriter, holders: list[world.WorldHolder], now: datetime) -> None:
    suppliers = {row.name: row for row in far.ServiceSupplier.objects.all()}
    writer.write(
        (
            far.Account(
                recipient=holder.number,
                pending=holder.pending,
                supplier=suppliers[holder.operator],
                registered_at=now,
            )
            for holder in holders
            if holder.operator
        ),
        key=["recipient"],
    )


def _write_waiting(writer: RowWriter, holders: list[world.WorldHolder], now: datetime) -> None:
    """Registrations that wait for their holders' signatures, for as long as nobody signs or withdraws them."""
    numbers = [holder.number for holder in holders if holder.pending]
    writer.write(
        (
            far.PendingRequest(
                account=account,
                kind=far.RequestKind.CREATE,
                operator_id=account.supplier_id,
                supplier_id=account.supplier_id,
                agreement_text=world.AGREEMENT,
                begun_at=now,
            )
            for account in far.Account.objects.filter(recipient__in=numbers, pending=True)
        ),
        key=["account", "kind"],
    )


def _write_refusals(writer: RowWriter, holders: list[world.WorldHolder], now: datetime) -> None:
    senders = {row.organisation: row for row in far.Sender.objects.all()}
    writer.write(
        (
            far.SenderChoice(account_id=holder.number, sender=senders[number], accepted=False, changed_at=now)
            for holder in holders
            for number in holder.refuses
        ),
        key=["sender", "account"],
    )


def _write_mailboxes(writer: RowWriter, holders: list[world.WorldHolder], now: datetime) -> int:
    operators = {row.name: row for row in operator.Operator.objects.all()}
    mailboxes = [
        operator.Mailbox(
            operator=operators[holder.operator],
            holder=holder.number,
            holder_name=holder.name,
            opened_at=now,
            email=holder.email,
            mobile=holder.mobile,
            announce_by_email="email" in holder.announced_by,
            announce_by_sms="sms" in holder.announced_by,
        )
        for holder in holders
        if holder.operator in operators and not holder.pending
    ]
    writer.write(mailboxes, key=["operator", "holder"])
    return len(mailboxes)
