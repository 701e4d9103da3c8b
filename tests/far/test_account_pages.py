"""The pages of all accounts: none is skipped and none stands twice, though accounts come and go meanwhile."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from far import account_pages
from far.account_pages import ListedAccounts
from far.models import Account, AccountListing, AccountPage, Sender, SenderChoice, ServiceSupplier
from infra import clock
from infra.errors import InvalidInput
from infra.identity import OrganisationNumber

pytestmark = pytest.mark.django_db

ASKER, OTHER_ASKER = OrganisationNumber("162021004748"), OrganisationNumber("162021003898")
DAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ReadPage = Callable[[int], ListedAccounts]


@pytest.fixture(autouse=True)
def three_on_a_page(settings: Settings) -> None:
    settings.REGISTER_PAGE_ROWS = 3
    settings.REGISTER_CACHE_SECONDS = 0


@pytest.fixture
def operator() -> ServiceSupplier:
    return ServiceSupplier.objects.create(
        organisation="165569999013", name="brev.example", service_path="Service/v3"
    )


@pytest.fixture
def agency() -> Sender:
    return Sender.objects.create(organisation=ASKER.value, name="Verket")


def numbered(place: int) -> str:
    return f"19{place:010}"


def add(operator: ServiceSupplier, places: Iterable[int]) -> list[str]:
    accounts = [Account(recipient=numbered(place), supplier=operator, registered_at=DAY) for place in places]
    Account.objects.bulk_create(accounts)
    return [account.recipient for account in accounts]


def remove(*places: int) -> None:
    Account.objects.filter(recipient__in=[numbered(place) for place in places]).delete()


def registered(number: int, asker: OrganisationNumber = ASKER) -> ListedAccounts:
    return account_pages.registered_accounts(asker, number)


def read_all(read: ReadPage = registered) -> list[str]:
    """What an asker does that reads from page 1 until no more pages follow."""
    found: list[str] = []
    number = 1
    while (page := read(number)).has_more:
        found += page.recipients
        number += 1
    return [*found, *page.recipients]


def test_an_empty_register_has_one_empty_page() -> None:
    assert registered(1) == ListedAccounts(1, [], has_more=False)


@pytest.mark.parametrize("count", [1, 3, 4, 6, 7, 10])
def test_every_account_stands_once_in_order_and_full_pages_say_that_more_follow(
    operator: ServiceSupplier, count: int
) -> None:
    everybody = add(operator, range(count))

    assert read_all() == everybody
    pages = [registered(number) for number in range(1, (count + 2) // 3 + 1)]
    assert [len(page.recipients) for page in pages[:-1]] == [3] * (len(pages) - 1)
    assert [page.has_more for page in pages] == [True] * (len(pages) - 1) + [False]


@pytest.mark.parametrize("number", [0, -1, -2_147_483_648])
def test_pages_are_numbered_from_1(number: int) -> None:
    with pytest.raises(InvalidInput) as refusal:
        registered(number)

    assert str(number) in refusal.value.text.english
    assert "från 1" in refusal.value.text.swedish


@pytest.mark.parametrize("number", [3, 4, 2_147_483_647])
def test_a_page_beyond_the_end_is_empty_and_nothing_follows_it(operator: ServiceSupplier, number: int) -> None:
    add(operator, range(5))

    assert registered(number) == ListedAccounts(number, [], has_more=False)


def test_an_account_that_ends_takes_no_other_with_it(operator: ServiceSupplier) -> None:
    everybody = add(operator, range(9))
    first = registered(1)
    remove(0, 1)

    rest = [*registered(2).recipients, *registered(3).recipients]

    assert [*first.recipients, *rest] == everybody


def test_an_account_that_comes_makes_no_other_stand_twice(operator: ServiceSupplier) -> None:
    everybody = add(operator, range(10, 19))
    first = registered(1)
    add(operator, range(5))

    rest = [*registered(2).recipients, *registered(3).recipients]

    assert [*first.recipients, *rest] == everybody


def test_a_page_that_is_asked_for_again_has_what_came_in_its_range(operator: ServiceSupplier) -> None:
    add(operator, range(0, 20, 2))
    registered(1), registered(2)
    [new] = add(operator, [3])
    remove(4)

    again = registered(1)

    assert again.recipients == [numbered(0), numbered(2), new]
    assert registered(2).recipients == [numbered(place) for place in (6, 8, 10)]


def test_two_programs_of_one_asker_can_read_side_by_side(operator: ServiceSupplier) -> None:
    everybody = add(operator, range(9))
    slow = [*registered(1).recipients]
    remove(0)
    add(operator, range(20, 29))
    fast = read_all()
    slow += [*registered(2).recipients, *registered(3).recipients]

    assert slow == everybody
    assert fast[:2] == everybody[1:3]


def test_another_asker_begins_with_pages_of_its_own(operator: ServiceSupplier) -> None:
    add(operator, range(9))
    registered(1)
    remove(0, 1)

    assert registered(1, OTHER_ASKER).recipients == [numbered(place) for place in (2, 3, 4)]


def test_page_1_divides_anew_when_a_day_has_gone(
    operator: ServiceSupplier, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(operator, range(9))
    registered(1), registered(2)
    remove(0, 1)
    later = clock.now() + timedelta(hours=25)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert registered(1).recipients == [numbered(place) for place in (2, 3, 4)]
    assert AccountListing.objects.get().begun_at == later
    assert AccountPage.objects.count() == 1


def test_pages_can_be_read_from_the_middle_and_in_any_order(operator: ServiceSupplier) -> None:
    everybody = add(operator, range(11))

    found = {number: registered(number).recipients for number in (3, 1, 4, 2)}

    assert [recipient for number in sorted(found) for recipient in found[number]] == everybody


def test_a_page_that_has_grown_beyond_an_answer_is_divided_and_nobody_is_missed(
    operator: ServiceSupplier,
) -> None:
    before = add(operator, range(0, 4_000, 1_000))
    first = registered(1)
    assert first.has_more
    new = add(operator, range(1, 500))

    everybody = sorted([*before, *new])

    assert read_all() == everybody
    assert registered(1).recipients == everybody[:3]


def test_accounts_that_are_not_complete_are_no_registered_accounts(operator: ServiceSupplier) -> None:
    add(operator, range(3))
    Account.objects.filter(recipient=numbered(1)).update(pending=True)

    assert read_all() == [numbered(0), numbered(2)]


def test_whom_the_sender_can_reach(operator: ServiceSupplier, agency: Sender) -> None:
    other = Sender.objects.create(organisation=OTHER_ASKER.value, name="Ett annat")
    suspended = ServiceSupplier.objects.create(
        organisation="165569999021", name="borta.example", service_path="x", suspended=True
    )
    add(operator, range(8))
    choose(agency, 1, accepted=False)
    choose(agency, 2, accepted=True)
    choose(other, 3, accepted=False)
    Account.objects.filter(recipient=numbered(4)).update(pending=True)
    Account.objects.filter(recipient=numbered(5)).update(supplier=suspended)

    found = read_all(lambda number: account_pages.reachable_accounts(ASKER, agency, number))

    assert found == [numbered(place) for place in (0, 2, 3, 6, 7)]


def test_a_private_sender_reaches_nobody_at_an_operator_for_public_senders_only(operator: ServiceSupplier) -> None:
    ServiceSupplier.objects.update(public_senders_only=True)
    private = Sender.objects.create(organisation="165560000001", name="Björken", sector=Sender.Sector.PRIVATE)
    add(operator, range(2))

    assert account_pages.reachable_accounts(ASKER, private, 1).recipients == []


def choose(sender: Sender, place: int, *, accepted: bool) -> None:
    SenderChoice.objects.create(account_id=numbered(place), sender=sender, accepted=accepted, changed_at=DAY)


def test_a_page_of_holders_who_all_refuse_is_empty_and_others_follow(
    operator: ServiceSupplier, agency: Sender
) -> None:
    add(operator, range(6))
    for place in range(3):
        choose(agency, place, accepted=False)

    assert account_pages.reachable_accounts(ASKER, agency, 1) == ListedAccounts(1, [], has_more=True)
    assert account_pages.reachable_accounts(ASKER, agency, 2).recipients == [numbered(p) for p in (3, 4, 5)]


def test_the_last_page_costs_as_many_queries_as_the_second(operator: ServiceSupplier) -> None:
    add(operator, range(90))
    for number in range(1, 30):
        registered(number)

    with CaptureQueriesContext(connection) as second:
        registered(2)
    with CaptureQueriesContext(connection) as late:
        registered(29)
    with CaptureQueriesContext(connection) as last:
        registered(30)

    assert len(late) == len(second)
    assert len(last) <= len(second) + 1


Change = tuple[str, int]
CHANGES = st.lists(st.tuples(st.sampled_from(["add", "remove"]), st.integers(0, 60)), max_size=6)


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.sets(st.integers(0, 60), max_size=40), changes=st.lists(CHANGES, max_size=15))
def test_whatever_comes_and_goes_those_who_stay_stand_exactly_once(
    operator: ServiceSupplier, first: set[int], changes: list[list[Change]]
) -> None:
    AccountListing.objects.all().delete()
    Account.objects.all().delete()
    add(operator, first)
    staying, came = set(first), set(first)
    waiting = iter(changes)

    def read_and_change(number: int) -> ListedAccounts:
        page = registered(number)
        for what, place in next(waiting, []):
            if what == "remove":
                remove(place)
                staying.discard(place)
            elif not Account.objects.filter(recipient=numbered(place)).exists():
                add(operator, [place])
                came.add(place)
        return page

    found = read_all(read_and_change)

    assert found == sorted(set(found))
    assert {numbered(place) for place in staying} <= set(found) <= {numbered(place) for place in came}
