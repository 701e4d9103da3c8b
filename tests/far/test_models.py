"""The rules that the register's database keeps by itself, and what its rows print."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError
from pytest_django.fixtures import Settings

from far.models import Account, Dispatcher, DispatchRight, Sender, SenderChoice, ServiceSupplier

pytestmark = pytest.mark.django_db

AGENCY, RELAY, OPERATOR, HOLDER = "162021004748", "165590000005", "165569999013", "192705178354"
DAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def agency() -> Sender:
    return Sender.objects.create(organisation=AGENCY, name="Verket")


@pytest.fixture
def operator() -> ServiceSupplier:
    return ServiceSupplier.objects.create(organisation=OPERATOR, name="brev.example", service_path="Service/v3")


@pytest.fixture
def account(operator: ServiceSupplier) -> Account:
    return Account.objects.create(recipient=HOLDER, supplier=operator, registered_at=DAY)


@pytest.mark.parametrize("number", ["", "2021004748", "172021004748", "16202100474X"])
def test_an_organisation_has_sixteen_and_ten_digits(number: str) -> None:
    with pytest.raises(IntegrityError):
        Sender.objects.create(organisation=number, name="Verket")


@pytest.mark.parametrize("number", ["152021004748", "192705", "19270517835X"])
def test_an_account_is_of_a_person_or_an_organisation(number: str, operator: ServiceSupplier) -> None:
    with pytest.raises(IntegrityError):
        Account.objects.create(recipient=number, supplier=operator, registered_at=DAY)


def test_a_sender_is_registered_once(agency: Sender) -> None:
    with pytest.raises(IntegrityError):
        Sender.objects.create(organisation=AGENCY, name="Verket igen")


def test_a_right_is_given_once(agency: Sender) -> None:
    relay = Dispatcher.objects.create(organisation=RELAY, name="Förmedlaren")
    DispatchRight.objects.create(dispatcher=relay, sender=agency)

    with pytest.raises(IntegrityError):
        DispatchRight.objects.create(dispatcher=relay, sender=agency)


def test_a_holder_has_one_choice_for_each_sender(agency: Sender, account: Account) -> None:
    SenderChoice.objects.create(account=account, sender=agency, accepted=True, changed_at=DAY)

    with pytest.raises(IntegrityError):
        SenderChoice.objects.create(account=account, sender=agency, accepted=False, changed_at=DAY)


def test_an_operator_with_accounts_cannot_be_removed(account: Account) -> None:
    with pytest.raises(ProtectedError):
        account.supplier.delete()


def test_choices_go_with_the_account(agency: Sender, account: Account) -> None:
    SenderChoice.objects.create(account=account, sender=agency, accepted=True, changed_at=DAY)

    account.delete()

    assert SenderChoice.objects.count() == 0


def test_an_operator_s_path_is_below_the_simulator_s_own_address(
    operator: ServiceSupplier, settings: Settings
) -> None:
    settings.SOAP_BASE_URL, settings.WEB_BASE_URL = "https://sim.example/webservice/accao/", "http://sim.example/"
    operator.ui_path = "post/brev.example/"

    assert operator.service_address == "https://sim.example/webservice/accao/Service/v3"
    assert operator.ui_address == "http://sim.example/post/brev.example/"


def test_an_operator_may_be_at_an_address_elsewhere(operator: ServiceSupplier) -> None:
    operator.service_path = "https://other.example/Service/v3"

    assert operator.service_address == "https://other.example/Service/v3"


def test_a_person_s_number_is_masked_where_a_row_is_printed(account: Account, operator: ServiceSupplier) -> None:
    company = Account(recipient="165560000001", supplier=operator)

    assert str(account) == "19270517****"
    assert str(company) == "165560000001"


def test_rows_print_what_people_know_them_by(agency: Sender, operator: ServiceSupplier) -> None:
    relay = Dispatcher(organisation=RELAY, name="Förmedlaren", pk=2)
    right = DispatchRight(dispatcher=relay, sender=agency)
    choice = SenderChoice(sender=agency, accepted=False)

    assert str(agency) == f"Verket ({AGENCY})"
    assert str(relay) == f"Förmedlaren ({RELAY})"
    assert str(right) == f"2 -> {agency.pk}"
    assert str(operator) == "brev.example"
    assert str(choice) == f"{agency.pk} refused"
