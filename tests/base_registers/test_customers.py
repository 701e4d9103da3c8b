"""The organisations that may ask the base registers: those that FaR knows as senders or relays."""

import pytest
from pytest_django.fixtures import Settings

from base_registers import customers
from far.models import Dispatcher, ServiceSupplier
from far.models import Sender as RegisteredSender
from infra.errors import AccessDenied, InternalError
from infra.identity import OrganisationNumber
from infra.pki import store

pytestmark = pytest.mark.usefixtures("world")


def number_of(name: str) -> OrganisationNumber:
    return OrganisationNumber(store.organisation_number(name))


@pytest.mark.parametrize("name", ["kommun-a", "kommun-b", "formedlaren"])
def test_senders_and_relays_may_ask(name: str) -> None:
    customers.require_customer(number_of(name))


def test_a_relay_that_is_no_sender_may_ask() -> None:
    number = number_of("formedlaren").value
    RegisteredSender.objects.filter(organisation=number).delete()

    assert Dispatcher.objects.filter(organisation=number).exists()
    customers.require_customer(number_of("formedlaren"))


def test_far_may_always_ask_without_asking_itself(settings: Settings) -> None:
    settings.REGISTER_URL = "https://far.invalid/webservice/accao/"

    customers.require_customer(number_of("far"))
    customers.require_far(number_of("far"))


@pytest.mark.parametrize("name", ["kommun-a", "formedlaren", "kivra.com", "obehorig", "minmyndighetspost.se"])
def test_only_far_is_told_of_people_and_companies(name: str) -> None:
    with pytest.raises(AccessDenied) as refused:
        customers.require_far(number_of(name))

    assert refused.value.code == 5002
    assert "inte FaR" in refused.value.text.swedish
    assert "var/pki/internal/far" in refused.value.text.english


@pytest.mark.parametrize("name", ["kivra.com", "obehorig"])
def test_operators_and_others_may_not(name: str) -> None:
    with pytest.raises(AccessDenied) as refused:
        customers.require_customer(number_of(name))

    assert refused.value.code == 5002
    assert number_of(name).value in refused.value.text.swedish
    assert "population register" in refused.value.text.english


def test_an_organisation_that_is_suspended_as_sender_and_as_relay_may_not() -> None:
    RegisteredSender.objects.filter(organisation=number_of("kommun-a").value).update(suspended=True)
    customers.require_customer(number_of("kommun-a"))
    Dispatcher.objects.filter(organisation=number_of("kommun-a").value).update(suspended=True)

    with pytest.raises(AccessDenied):
        customers.require_customer(number_of("kommun-a"))


def test_without_an_answer_of_the_register_nobody_may_yet(settings: Settings) -> None:
    # The state's operator asks; a register that does not know it refuses the question.
    ServiceSupplier.objects.filter(name=customers.ASKS_AS).update(suspended=True)

    with pytest.raises(InternalError) as refused:
        customers.require_customer(number_of("kommun-a"))

    assert refused.value.code == 4999
    assert "FaR" in refused.value.text.swedish
