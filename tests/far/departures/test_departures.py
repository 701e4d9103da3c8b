"""An operator leaves on a date: its customers are told, and that day their accounts end."""

from datetime import date, datetime, timedelta

import pytest

from far import actors, tasks
from far.departures import customer_notices, ending, overview, planning
from far.models import Account, Agreement, Departure, RemovalFlag, ServiceSupplier, UnchainedEntry
from infra import clock
from infra.authorship import Origin
from infra.clock import SWEDEN
from infra.errors import IllegalState, InvalidInput, NotFound
from infra.outbox.models import OutboxMessage
from mailbox_ui.phone_screen import load_phone_screen
from tests.cast import ARVID, Post
from tests.far.accounts.cast import FJALLBACK, JOHAN, KIVRA, LENA, MMP, Operator

State = RemovalFlag.State


@pytest.fixture
def kivra(world: None) -> ServiceSupplier:
    return ServiceSupplier.objects.get(name=KIVRA)


def customers() -> set[str]:
    return set(Account.objects.filter(supplier__name=KIVRA).values_list("recipient", flat=True))


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)


def let_days_pass(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    moment = clock.now() + timedelta(days=days)
    monkeypatch.setattr("infra.clock.now", lambda: moment)


def told() -> set[str]:
    return set(OutboxMessage.objects.filter(state=OutboxMessage.State.SENT).values_list("recipient", flat=True))


def test_the_customers_are_told_on_their_phones_with_the_day(kivra: ServiceSupplier) -> None:
    departure = planning.plan_departure(kivra, date(clock.today().year + 1, 3, 31), Origin.CONSOLE)

    tasks.advance_departures()

    assert told() == customers()
    departure.refresh_from_db()
    assert (departure.told, departure.is_everybody_told) == (len(customers()), True)
    newest = load_phone_screen(JOHAN, "Johan").newest
    assert newest is not None
    assert "kivra.com slutar den 31 mars" in newest.sent.text


def test_nobody_is_told_twice_of_the_same_day(kivra: ServiceSupplier) -> None:
    planning.plan_departure(kivra, in_days(30), Origin.CONSOLE)

    customer_notices.tell_customers()
    customer_notices.tell_customers()
    planning.plan_departure(kivra, in_days(30), Origin.CONSOLE)
    customer_notices.tell_customers()

    assert OutboxMessage.objects.count() == len(customers())


def test_all_are_told_of_another_day(kivra: ServiceSupplier) -> None:
    planning.plan_departure(kivra, in_days(30), Origin.CONSOLE)
    customer_notices.tell_customers()

    planning.plan_departure(kivra, in_days(60), Origin.CONSOLE)
    customer_notices.tell_customers()

    assert OutboxMessage.objects.count() == 2 * len(customers())


def test_a_thousand_customers_are_told_in_parts(kivra: ServiceSupplier) -> None:
    now = clock.now()
    Account.objects.bulk_create(
        Account(recipient=f"1655{number:08}", supplier=kivra, registered_at=now) for number in range(1_000)
    )
    planning.plan_departure(kivra, in_days(30), Origin.CONSOLE)

    customer_notices.tell_customers()

    departure = Departure.objects.get()
    assert (departure.told, departure.is_everybody_told) == (len(customers()), True)
    assert told() == customers()


def test_the_accounts_end_on_the_day_and_not_before(
    kivra: ServiceSupplier, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = customers()
    planning.plan_departure(kivra, in_days(2), Origin.CONSOLE)

    let_days_pass(monkeypatch, 1)
    tasks.advance_departures()
    assert customers() == before

    let_days_pass(monkeypatch, 1)
    tasks.advance_departures()
    assert customers() == set()
    departure = Departure.objects.get()
    assert departure.ended == len(before)
    assert departure.ended_at is not None
    assert set(RemovalFlag.objects.values_list("recipient", flat=True)) == before


def test_the_day_begins_at_midnight_in_sweden(kivra: ServiceSupplier, monkeypatch: pytest.MonkeyPatch) -> None:
    day = in_days(1)
    planning.plan_departure(kivra, day, Origin.CONSOLE)
    midnight = datetime.combine(day, datetime.min.time(), SWEDEN)

    monkeypatch.setattr("infra.clock.now", lambda: midnight - timedelta(seconds=1))
    assert ending.end_departed() == 0
    monkeypatch.setattr("infra.clock.now", lambda: midnight)

    assert ending.end_departed() > 0


def test_other_operators_customers_stay(kivra: ServiceSupplier) -> None:
    planning.plan_departure(kivra, clock.today(), Origin.CONSOLE)

    ending.end_departed()

    assert Account.objects.get(recipient=ARVID).supplier.name == MMP


def test_nobody_can_register_with_an_operator_that_has_left(kivra: ServiceSupplier, post: Post) -> None:
    planning.plan_departure(kivra, clock.today(), Origin.CONSOLE)
    ending.end_departed()

    assert kivra.pk not in actors.read_actors().suppliers
    assert not Account.objects.filter(supplier=kivra).exists()


def test_a_move_to_it_that_waits_for_signatures_is_withdrawn_and_told_of(
    kivra: ServiceSupplier, post: Post
) -> None:
    Operator(KIVRA, post).change(FJALLBACK, LENA)
    planning.plan_departure(kivra, clock.today(), Origin.CONSOLE)

    ending.end_departed()

    account = Account.objects.get(recipient=FJALLBACK)
    assert account.supplier.name == MMP
    assert not account.pending_requests.exists()
    assert RemovalFlag.objects.get(recipient=FJALLBACK).kind == RemovalFlag.Kind.REQUEST


def test_what_was_signed_for_is_kept(kivra: ServiceSupplier, post: Post) -> None:
    Operator(KIVRA, post).change(ARVID)
    planning.plan_departure(kivra, clock.today(), Origin.CONSOLE)

    ending.end_departed()

    assert not Account.objects.filter(recipient=ARVID).exists()
    assert Agreement.objects.filter(recipient=ARVID).exists()


def test_a_day_that_has_passed_is_refused(kivra: ServiceSupplier) -> None:
    with pytest.raises(InvalidInput):
        planning.plan_departure(kivra, in_days(-1), Origin.CONSOLE)


def test_the_operator_can_stay_after_all(kivra: ServiceSupplier, monkeypatch: pytest.MonkeyPatch) -> None:
    planning.plan_departure(kivra, in_days(1), Origin.CONSOLE)
    planning.cancel_departure(kivra, Origin.REST)
    let_days_pass(monkeypatch, 2)

    assert ending.end_departed() == 0
    assert customers()


def test_what_was_decided_stands_in_the_log(kivra: ServiceSupplier) -> None:
    planning.plan_departure(kivra, clock.today(), Origin.CONSOLE)
    ending.end_departed()

    logged = UnchainedEntry.objects.filter(subject=kivra.organisation).order_by("pk")
    assert list(logged.values_list("actor", "operation"))[:2] == [
        ("console", "planDeparture"),
        ("clock", "endAccounts"),
    ]


def test_who_does_not_leave_cannot_stay_after_all(kivra: ServiceSupplier) -> None:
    with pytest.raises(NotFound):
        planning.cancel_departure(kivra, Origin.REST)


def test_who_comes_back_can_leave_once_more(kivra: ServiceSupplier) -> None:
    planning.plan_departure(kivra, clock.today(), Origin.CONSOLE)
    ending.end_departed()
    ServiceSupplier.objects.filter(pk=kivra.pk).update(suspended=False)
    kivra.refresh_from_db()
    Account.objects.create(recipient=JOHAN, supplier=kivra, registered_at=clock.now())

    assert overview.show_operator(kivra).departure is None
    with pytest.raises(NotFound):
        planning.cancel_departure(kivra, Origin.CONSOLE)
    planning.plan_departure(kivra, clock.today(), Origin.CONSOLE)
    assert ending.end_departed() == 1


def test_who_has_left_has_left(kivra: ServiceSupplier) -> None:
    planning.plan_departure(kivra, clock.today(), Origin.CONSOLE)
    ending.end_departed()
    kivra.refresh_from_db()

    with pytest.raises(IllegalState):
        planning.cancel_departure(kivra, Origin.REST)
    with pytest.raises(IllegalState):
        planning.plan_departure(kivra, in_days(3), Origin.CONSOLE)


def test_customers_are_counted_and_registrations_that_wait_are_not(kivra: ServiceSupplier, post: Post) -> None:
    count = overview.show_operator(kivra).customers
    Operator(KIVRA, post).register("165560000035", "196906112393")

    assert overview.show_operator(kivra).customers == count == len(customers()) - 1


def test_an_operator_that_was_disconnected_is_listed_for_as_long_as_something_is_left(
    kivra: ServiceSupplier,
) -> None:
    def is_listed() -> bool:
        return any(each.supplier == kivra for each in overview.list_operators())

    ServiceSupplier.objects.filter(pk=kivra.pk).update(suspended=True, disconnected_at=clock.now())
    assert is_listed()

    Account.objects.filter(supplier=kivra).delete()
    flag = RemovalFlag.objects.create(
        supplier=kivra,
        recipient=JOHAN,
        kind="Account",
        reason="switched",
        created_at=clock.now(),
        due_at=clock.now(),
    )
    assert is_listed()

    RemovalFlag.objects.filter(pk=flag.pk).update(state=State.SENT)
    assert not is_listed()
