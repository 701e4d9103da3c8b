"""Mailbox operators, found by certificate and by name."""

import pytest

from far.models import ServiceSupplier
from far.operators import calling_operator, is_same_operator, named_operator
from infra.errors import AccessDenied, ServiceProviderDoesNotExist
from infra.pki import store
from infra.pki.peer import Caller, caller_of_identity

pytestmark = pytest.mark.usefixtures("world")


def caller(name: str) -> Caller:
    return caller_of_identity(store.load_identity(name))


@pytest.mark.parametrize("name", ["minmyndighetspost.se", "kivra.com", "digimail.se"])
def test_an_operator_is_known_by_the_number_in_its_certificate(name: str) -> None:
    operator = calling_operator(caller(name))

    assert operator.name == name
    assert operator.organisation == store.load_identity(name).organisation.value


@pytest.mark.parametrize("name", ["kommun-a", "formedlaren", "obehorig"])
def test_who_is_no_operator_is_told_so_in_both_languages(name: str) -> None:
    with pytest.raises(AccessDenied) as refused:
        calling_operator(caller(name))

    number = store.load_identity(name).organisation.value
    assert refused.value.code == 5002
    assert number in refused.value.text.swedish
    assert number in refused.value.text.english


def test_a_suspended_operator_is_none() -> None:
    ServiceSupplier.objects.filter(name="kivra.com").update(suspended=True)

    with pytest.raises(AccessDenied, match="suspended in FaR") as refused:
        calling_operator(caller("kivra.com"))
    assert refused.value.explanation.reason == "caller-is-suspended"
    with pytest.raises(ServiceProviderDoesNotExist):
        named_operator("kivra.com")


@pytest.mark.parametrize("written", ["kivra.com", "Kivra.com", " kivra.com\n"])
def test_an_operator_is_named_by_its_domain(written: str) -> None:
    assert named_operator(written).name == "kivra.com"


def test_who_does_not_exist_is_named_with_those_who_do() -> None:
    with pytest.raises(ServiceProviderDoesNotExist) as refused:
        named_operator("ingen.example")

    assert refused.value.code == 8004
    assert "ingen.example" in refused.value.text.swedish
    assert "digimail.se, driftstopp.example" in refused.value.text.english


def test_a_very_long_name_is_shortened_in_the_refusal() -> None:
    with pytest.raises(ServiceProviderDoesNotExist) as refused:
        named_operator("x" * 100_000)

    assert len(refused.value.text.on_wire) < 2_000


def test_an_organisation_may_be_several_operators() -> None:
    kivra = ServiceSupplier.objects.get(name="kivra.com")
    second = ServiceSupplier(organisation=kivra.organisation, name="kivra.example")

    assert is_same_operator(kivra, second)
    assert not is_same_operator(kivra, ServiceSupplier.objects.get(name="digimail.se"))
