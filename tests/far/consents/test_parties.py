"""Who may give a consent, who may get one, and through which operator."""

import pytest

from base_registers.models import Person
from far.consents import parties
from far.models import Account, ServiceSupplier
from infra.errors import (
    AccessDenied,
    AccountDoesNotExist,
    IdentityDoesNotExist,
    IllegalState,
    InvalidInput,
    MinaMeddelandenError,
    ProtectedIdentity,
)
from infra.identity import RecipientId
from tests.cast import ARVID, MARIA, TOLVAN
from tests.far.people import BJORKEN, ERIK, EVA, GRETA, JOHAN, UNKNOWN


def supplier(name: str) -> ServiceSupplier:
    return ServiceSupplier.objects.get(name=name)


def test_an_account_is_given_with_its_operator(world: None) -> None:
    assert parties.require_account(RecipientId(ARVID)).supplier == supplier("minmyndighetspost.se")


@pytest.mark.parametrize(("number", "refusal"), [(TOLVAN, AccountDoesNotExist), (EVA, IllegalState)])
def test_without_a_complete_account_nothing_is_given(
    world: None, number: str, refusal: type[MinaMeddelandenError]
) -> None:
    with pytest.raises(refusal):
        parties.require_account(RecipientId(number))


def test_one_customer_among_the_two_is_enough(world: None) -> None:
    parties.require_served(supplier("kivra.com"), [ARVID, JOHAN])
    parties.require_served(supplier("minmyndighetspost.se"), [ARVID, JOHAN])

    with pytest.raises(AccessDenied) as refused:
        parties.require_served(supplier("digimail.se"), [ARVID, JOHAN])
    assert "digimail.se" in refused.value.text.swedish


def test_an_organisation_that_is_several_operators_serves_the_customers_of_each(world: None) -> None:
    twin = supplier("digimail.se")
    twin.organisation = supplier("kivra.com").organisation
    twin.save()

    parties.require_served(twin, [JOHAN])


def test_the_receiver_is_the_registers_person(world: None) -> None:
    person = parties.require_holder(RecipientId(MARIA), RecipientId(ARVID))

    assert (person.number, person.name) == (MARIA, "Maria Svensson")


def test_the_receiver_needs_no_mailbox(world: None) -> None:
    assert not Account.objects.filter(recipient=TOLVAN).exists()
    assert parties.require_holder(RecipientId(TOLVAN), RecipientId(ARVID)).number == TOLVAN


def test_who_has_emigrated_can_still_be_given_one(world: None) -> None:
    Person.objects.filter(number=MARIA).update(emigrated_on="2020-01-01")

    assert parties.require_holder(RecipientId(MARIA), RecipientId(ARVID)).emigrated_on is not None


def test_an_old_number_is_not_enough(world: None) -> None:
    Person.objects.filter(number=TOLVAN).update(changed_to=MARIA)

    with pytest.raises(IdentityDoesNotExist):
        parties.require_holder(RecipientId(TOLVAN), RecipientId(ARVID))


@pytest.mark.parametrize(
    ("holder", "refusal", "reason"),
    [
        (ARVID, InvalidInput, "redan alla rättigheter"),
        (BJORKEN, InvalidInput, "Bara personer kan få samtycke"),
        ("192705178355", InvalidInput, "som inte kan finnas"),
        ("192713178354", InvalidInput, "som inte kan finnas"),
        (UNKNOWN, IdentityDoesNotExist, "Ange en levande persons gällande nummer"),
        (GRETA, IdentityDoesNotExist, "är avliden"),
        (ERIK, ProtectedIdentity, "skyddade personuppgifter"),
    ],
)
def test_a_refusal_says_why_and_masks_the_person(
    world: None, holder: str, refusal: type[MinaMeddelandenError], reason: str
) -> None:
    with pytest.raises(refusal) as refused:
        parties.require_holder(RecipientId(holder), RecipientId(ARVID))

    swedish, english = refused.value.text
    assert reason in swedish
    assert swedish != english
    if not holder.startswith("16"):
        assert holder not in swedish + english
