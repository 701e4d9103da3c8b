"""The answer to where a sender's mail should go, for each recipient."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from far import reachability
from far.models import Account, Sender, SenderChoice, ServiceSupplier
from infra import clock
from infra.errors import InvalidInput, MaximumExceeded
from infra.identity import OrganisationNumber, RecipientId

pytestmark = pytest.mark.django_db

AGENCY, OTHER_AGENCY = "162021004748", "162021003898"
HOLDER, SECOND_HOLDER, WITHOUT_MAILBOX = "192705178354", "198101052382", "191212121212"
DAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def agency() -> Sender:
    return Sender.objects.create(organisation=AGENCY, name="Verket")


@pytest.fixture
def operator() -> ServiceSupplier:
    return ServiceSupplier.objects.create(
        organisation="165569999013", name="brev.example", service_path="Service/v3"
    )


@pytest.fixture
def account(operator: ServiceSupplier) -> Account:
    return Account.objects.create(recipient=HOLDER, supplier=operator, registered_at=DAY)


def look_up(sender: Sender, *numbers: str) -> list[reachability.Reachability]:
    return reachability.look_up(sender, [RecipientId(number) for number in numbers])


def test_a_holder_who_has_said_nothing_accepts_every_sender(
    agency: Sender, account: Account, operator: ServiceSupplier
) -> None:
    [found] = look_up(agency, HOLDER)

    assert found.registration == reachability.Registration(HOLDER, "Secure", False, operator, DAY)
    assert (found.sender_accepted, found.changed_at) == (True, None)


def test_somebody_without_an_account_accepts_no_sender(agency: Sender) -> None:
    [found] = look_up(agency, WITHOUT_MAILBOX)

    assert found.registration == reachability.Registration(WITHOUT_MAILBOX)
    assert not found.sender_accepted


@pytest.mark.parametrize("accepted", [True, False])
def test_the_holder_s_own_choice_decides_and_has_its_time(
    agency: Sender, account: Account, accepted: bool
) -> None:
    SenderChoice.objects.create(account=account, sender=agency, accepted=accepted, changed_at=DAY)

    [found] = look_up(agency, HOLDER)

    assert (found.sender_accepted, found.changed_at) == (accepted, DAY)


def test_a_choice_about_one_sender_says_nothing_of_another(agency: Sender, account: Account) -> None:
    other = Sender.objects.create(organisation=OTHER_AGENCY, name="Andra verket")
    SenderChoice.objects.create(account=account, sender=agency, accepted=False, changed_at=DAY)

    assert not look_up(agency, HOLDER)[0].sender_accepted
    assert look_up(other, HOLDER)[0].sender_accepted


def test_a_choice_of_one_holder_says_nothing_of_another(
    agency: Sender, account: Account, operator: ServiceSupplier
) -> None:
    Account.objects.create(recipient=SECOND_HOLDER, supplier=operator, registered_at=DAY)
    SenderChoice.objects.create(account=account, sender=agency, accepted=False, changed_at=DAY)

    assert [each.sender_accepted for each in look_up(agency, HOLDER, SECOND_HOLDER)] == [False, True]


def test_the_answers_stand_in_the_order_of_the_question_and_as_often(agency: Sender, account: Account) -> None:
    numbers = [WITHOUT_MAILBOX, HOLDER, WITHOUT_MAILBOX, HOLDER]

    assert [each.registration.recipient for each in look_up(agency, *numbers)] == numbers


@pytest.mark.parametrize("hours", [None, 1])
def test_a_pending_registration_is_told_as_such_without_operator_and_date(
    agency: Sender, account: Account, hours: int | None
) -> None:
    until = clock.now() + timedelta(hours=hours) if hours else None
    Account.objects.update(pending=True, pending_until=until)

    [found] = look_up(agency, HOLDER)

    assert found.registration == reachability.Registration(HOLDER, pending=True)
    assert not found.sender_accepted


def test_a_pending_registration_that_has_expired_is_none(agency: Sender, account: Account) -> None:
    Account.objects.update(pending=True, pending_until=clock.now())

    assert look_up(agency, HOLDER)[0].registration == reachability.Registration(HOLDER)


def test_a_pending_registration_costs_no_query_more_than_another(agency: Sender, account: Account) -> None:
    with CaptureQueriesContext(connection) as active:
        look_up(agency, HOLDER)
    Account.objects.update(pending=True)
    with CaptureQueriesContext(connection) as pending:
        look_up(agency, HOLDER)

    assert len(pending) == len(active)


def test_registrations_of_more_than_a_thousand_are_too_many(account: Account) -> None:
    with pytest.raises(MaximumExceeded):
        reachability.registrations_of([RecipientId(HOLDER)] * 1_001)


def test_the_operator_of_an_account_is_left_out_while_it_is_suspended(agency: Sender, account: Account) -> None:
    ServiceSupplier.objects.update(suspended=True)

    assert look_up(agency, HOLDER)[0].registration.supplier is None


def test_a_thousand_recipients_may_be_asked_about_and_no_more(agency: Sender) -> None:
    thousand = [HOLDER] * reachability.MAX_RECIPIENTS

    assert len(look_up(agency, *thousand)) == 1_000
    with pytest.raises(MaximumExceeded) as refused:
        look_up(agency, *thousand, HOLDER)

    assert refused.value.code == 5005
    assert "1001" in refused.value.text.english


def test_a_number_with_a_wrong_check_digit_is_refused(agency: Sender) -> None:
    with pytest.raises(InvalidInput) as refused:
        look_up(agency, HOLDER, "192705178355")

    assert refused.value.code == 5001


def test_registrations_know_nothing_of_senders(account: Account, operator: ServiceSupplier) -> None:
    found = reachability.registrations_of([RecipientId(HOLDER), RecipientId(WITHOUT_MAILBOX)])

    assert [each.supplier for each in found] == [operator, None]
    assert [each.type for each in found] == ["Secure", None]


def test_the_infrastructure_accepts_a_registered_sender(agency: Sender) -> None:
    assert reachability.is_sender_accepted(RecipientId(AGENCY), OrganisationNumber(OTHER_AGENCY))


def test_a_holder_accepts_the_organisation_that_asks_or_refuses_it(agency: Sender, account: Account) -> None:
    asker = OrganisationNumber(AGENCY)
    assert reachability.is_sender_accepted(RecipientId(HOLDER), asker)

    SenderChoice.objects.create(account=account, sender=agency, accepted=False, changed_at=DAY)

    assert not reachability.is_sender_accepted(RecipientId(HOLDER), asker)


def test_nobody_accepts_an_organisation_that_is_no_sender(account: Account) -> None:
    assert not reachability.is_sender_accepted(RecipientId(HOLDER), OrganisationNumber(OTHER_AGENCY))


def test_an_operator_for_the_public_sector_accepts_no_private_sender_for_its_customers(
    agency: Sender, account: Account, operator: ServiceSupplier
) -> None:
    operator.public_senders_only = True
    operator.save()
    assert look_up(agency, HOLDER)[0].sender_accepted

    agency.sector = Sender.Sector.PRIVATE
    [private] = look_up(agency, HOLDER)

    assert not private.sender_accepted
    assert private.registration.supplier == operator


def test_other_operators_take_letters_from_either_sector(agency: Sender, account: Account) -> None:
    agency.sector = Sender.Sector.PRIVATE

    assert look_up(agency, HOLDER)[0].sender_accepted


def test_a_holder_s_refusal_counts_at_an_operator_for_the_public_sector_too(
    agency: Sender, account: Account, operator: ServiceSupplier
) -> None:
    operator.public_senders_only = True
    operator.save()
    SenderChoice.objects.create(account=account, sender=agency, accepted=False, changed_at=DAY)

    assert not look_up(agency, HOLDER)[0].sender_accepted
