"""The seeded actors agree with one another, with their certificates and with the register."""

import pytest

from far.models import Dispatcher, Sender, ServiceSupplier
from infra.identity import OrganisationNumber
from infra.pki import store
from mailbox_operator.models import Operator
from testbed.world import actors


def test_each_municipality_is_its_own_relay_and_no_other_s() -> None:
    for municipality in (actors.KOMMUN_A, actors.KOMMUN_B):
        assert actors.RELAYS[municipality][1] == [municipality]


def test_the_simulator_s_relay_may_send_for_every_public_sender() -> None:
    assert set(actors.RELAYS[actors.RELAY][1]) == set(actors.SENDERS) - actors.PRIVATE_SENDERS


def test_office_addresses_belong_to_senders() -> None:
    assert set(actors.OFFICE_SENDERS.values()) <= set(actors.SENDERS)


def test_every_operator_is_a_supplier_in_the_register() -> None:
    assert set(actors.OPERATORS) <= {supplier.name for supplier in actors.SUPPLIERS}


@pytest.mark.parametrize("supplier", actors.SUPPLIERS, ids=lambda supplier: supplier.name)
def test_every_supplier_has_a_valid_organisation_number(supplier: actors.Supplier) -> None:
    assert OrganisationNumber.parse(supplier.number).value == supplier.number


def test_no_two_suppliers_have_one_number_or_one_address() -> None:
    assert len({supplier.number for supplier in actors.SUPPLIERS}) == len(actors.SUPPLIERS)
    assert len({supplier.service_path for supplier in actors.SUPPLIERS}) == len(actors.SUPPLIERS)


def test_the_operators_that_misbehave_are_served() -> None:
    for name in actors.BEHAVIOURS:
        [supplier] = [each for each in actors.SUPPLIERS if each.name == name]
        assert supplier.service_path == f"operators/{name}/Service/v3"


def test_the_operator_that_is_down_has_a_name_that_no_host_can_have() -> None:
    [down] = [each for each in actors.SUPPLIERS if each.name == actors.DOWN]

    assert ".invalid/" in down.service_path


@pytest.mark.usefixtures("world")
def test_the_register_has_them_as_they_are_listed() -> None:
    assert {sender.name for sender in Sender.objects.all()} == set(actors.SENDERS.values())
    private = {actors.SENDERS[name] for name in actors.PRIVATE_SENDERS}
    assert {sender.name for sender in Sender.objects.filter(sector=Sender.Sector.PRIVATE)} == private
    assert {relay.name for relay in Dispatcher.objects.all()} == {name for name, _ in actors.RELAYS.values()}
    suppliers = {row.name: row for row in ServiceSupplier.objects.all()}
    assert {name: row.organisation for name, row in suppliers.items()} == {
        each.name: each.number for each in actors.SUPPLIERS
    }
    assert all(suppliers[name].ui_path == f"post/{name}/" for name in actors.OPERATORS)
    assert not suppliers[actors.SLOW].ui_path


@pytest.mark.usefixtures("world")
def test_the_operators_of_this_installation_have_the_numbers_of_their_certificates() -> None:
    for operator in Operator.objects.all():
        display_name, public_only = actors.WITH_MAILBOXES[operator.name]
        assert operator.organisation == store.organisation_number(operator.name)
        assert (operator.display_name, operator.public_senders_only) == (display_name, public_only)
