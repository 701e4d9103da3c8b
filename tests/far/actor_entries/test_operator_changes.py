"""A mailbox operator leaves, moves and comes back; the accounts of its customers follow."""

import pytest
from pytest_django.fixtures import Settings

from far import actors, reachability
from far.actor_entries import changes
from far.actor_entries.changes import require_entry
from far.actor_entries.entry import ActorEntry, find_entry
from far.departures.ending import end_departed
from far.models import (
    Account,
    PendingRequest,
    RequestKind,
    ServiceSupplier,
)
from infra import clock
from infra.errors import IllegalState
from infra.identity import RecipientId
from infra.validation import InvalidValues
from tests.far.actor_entries.conftest import (
    AGENCY,
    HOLDER,
    NOTE,
    OPERATOR,
    STRANGER,
    change,
    give_customer,
    kinds,
    store,
    supplier,
)

pytestmark = pytest.mark.django_db


def test_an_operator_without_customers_can_go(operator: ActorEntry) -> None:
    changes.disconnect_actor(OPERATOR, NOTE)

    assert find_entry(OPERATOR) is None
    assert not actors.read_actors().supplier_numbers


def test_an_operator_with_customers_cannot_go_nor_lose_its_role_or_domain(operator: ActorEntry) -> None:
    give_customer()

    with pytest.raises(IllegalState) as refused:
        changes.disconnect_actor(OPERATOR, NOTE)
    with pytest.raises(IllegalState):
        change(OPERATOR, ["sender"])
    with pytest.raises(IllegalState):
        change(OPERATOR, supplier=supplier(domain="annan.example"))

    assert "end_accounts" in refused.value.text.swedish
    assert find_entry(OPERATOR) == operator
    assert Account.objects.count() == 1
    assert kinds(OPERATOR) == ["connected"]


def test_an_operator_with_customers_can_move(operator: ActorEntry) -> None:
    give_customer()

    after = change(OPERATOR, supplier=supplier(service_address="https://ny.example/Service/v3"))

    assert after.supplier is not None
    assert Account.objects.get().supplier.service_address == "https://ny.example/Service/v3"


def test_an_operator_goes_with_its_customers_accounts_where_that_is_asked_for(operator: ActorEntry) -> None:
    give_customer()

    changes.disconnect_actor(OPERATOR, NOTE, end_accounts=True)

    assert find_entry(OPERATOR) is None
    [registration] = reachability.registrations_of([RecipientId(HOLDER)])
    assert registration.supplier is None
    end_departed()
    assert not Account.objects.exists()
    assert not changes.has_customers(OPERATOR)


def test_an_operator_comes_back_when_its_accounts_have_ended_and_without_them(operator: ActorEntry) -> None:
    give_customer()
    changes.disconnect_actor(OPERATOR, NOTE, end_accounts=True)

    with pytest.raises(IllegalState) as refused:
        store(OPERATOR, ["supplier"], supplier=supplier())
    assert "are being ended" in refused.value.text.english

    for _ in range(3):
        end_departed()
    again = store(OPERATOR, ["supplier"], supplier=supplier())
    assert again.is_new
    assert not changes.has_customers(OPERATOR)
    give_customer()
    changes.disconnect_actor(OPERATOR, NOTE, end_accounts=True)
    assert find_entry(OPERATOR) is None


def test_the_domain_of_an_operator_that_went_is_free_when_its_accounts_have_ended(operator: ActorEntry) -> None:
    give_customer()
    changes.disconnect_actor(OPERATOR, NOTE, end_accounts=True)

    with pytest.raises(InvalidValues, match="another operator's domain"):
        store(STRANGER, ["supplier"], supplier=supplier())
    for _ in range(3):
        end_departed()
    taken = store(STRANGER, ["supplier"], supplier=supplier())

    assert taken.entry.supplier == operator.supplier
    assert [each.organisation for each in ServiceSupplier.objects.all()] == [STRANGER]
    assert kinds(OPERATOR) == ["connected", "disconnected"]


def test_requests_to_come_to_an_operator_that_goes_are_withdrawn(operator: ActorEntry) -> None:
    store(AGENCY, ["supplier"], supplier=supplier(domain="annan.example"))
    account = give_customer(operator=AGENCY)
    new, old = (ServiceSupplier.objects.get(organisation=number) for number in (OPERATOR, AGENCY))
    PendingRequest.objects.create(
        account=account, kind=RequestKind.CHANGE_SUPPLIER, operator=new, supplier=new, begun_at=clock.now()
    )
    mine = PendingRequest.objects.create(
        account=account, kind=RequestKind.DELETE, operator=old, supplier=old, begun_at=clock.now()
    )

    changes.disconnect_actor(OPERATOR, NOTE)

    assert list(PendingRequest.objects.all()) == [mine]
    assert Account.objects.get().supplier == old


def test_an_operator_within_the_simulator_keeps_its_path(operator: ActorEntry, settings: Settings) -> None:
    """The address may change with the port; the path does not."""
    settings.SOAP_BASE_URL, settings.WEB_BASE_URL = "https://a.example/webservice/accao/", "http://a.example/"
    inside = supplier(
        service_address="https://a.example/webservice/accao/Service/v3", ui_address="http://a.example/post/x/"
    )
    change(OPERATOR, supplier=inside)

    row = ServiceSupplier.objects.get(organisation=OPERATOR)
    assert (row.service_path, row.ui_path) == ("Service/v3", "post/x/")
    assert require_entry(OPERATOR).supplier == inside
