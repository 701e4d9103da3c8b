"""The actors of the infrastructure: which of them count, and which of them may act for which sender."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from far import actors
from far.models import Dispatcher, DispatchRight, Sender, ServiceSupplier
from infra import clock
from infra.errors import AccessDenied, DispatcherNotApproved, SenderNotRegistered
from infra.identity import OrganisationNumber

pytestmark = pytest.mark.django_db

AGENCY, OTHER_AGENCY = "162021004748", "162021003898"
RELAY, OPERATOR, STRANGER = "165590000005", "165569999013", "165560000001"


@pytest.fixture
def register() -> None:
    """Two senders, a relay that one of them has approved, and a mailbox operator."""
    agency = Sender.objects.create(organisation=AGENCY, name="Verket")
    Sender.objects.create(organisation=OTHER_AGENCY, name="Andra verket")
    relay = Dispatcher.objects.create(organisation=RELAY, name="Förmedlaren")
    DispatchRight.objects.create(dispatcher=relay, sender=agency)
    ServiceSupplier.objects.create(organisation=OPERATOR, name="brev.example", service_path="Service/v3")


def organisation(number: str) -> OrganisationNumber:
    return OrganisationNumber(number)


@pytest.mark.usefixtures("register")
def test_the_actors_are_read_with_one_query_per_table() -> None:
    with CaptureQueriesContext(connection) as queries:
        known = actors.read_actors()

    assert len(queries) == 4
    assert set(known.senders) == {AGENCY, OTHER_AGENCY}
    assert set(known.dispatchers) == {RELAY}
    assert known.may_send_for == {RELAY: frozenset({AGENCY})}
    assert known.supplier_numbers == {OPERATOR}


@pytest.mark.usefixtures("register")
def test_actors_stand_in_the_order_of_their_names() -> None:
    assert [sender.name for sender in actors.read_actors().senders.values()] == ["Andra verket", "Verket"]


@pytest.mark.usefixtures("register")
def test_a_register_without_rights_lets_no_relay_send() -> None:
    DispatchRight.objects.all().delete()

    assert actors.read_actors().may_send_for == {}


@pytest.mark.parametrize("number", [AGENCY, RELAY, OPERATOR])
@pytest.mark.usefixtures("register")
def test_senders_relays_and_operators_are_actors(number: str) -> None:
    actors.read_actors().require_actor(organisation(number))


@pytest.mark.usefixtures("register")
def test_another_organisation_is_no_actor() -> None:
    with pytest.raises(AccessDenied) as refused:
        actors.read_actors().require_actor(organisation(STRANGER))

    assert refused.value.code == 5002
    assert STRANGER in refused.value.text.swedish
    assert STRANGER in refused.value.text.english


@pytest.mark.parametrize(
    ("number", "suspend"),
    [
        (AGENCY, lambda: Sender.objects.update(suspended=True)),
        (RELAY, lambda: Dispatcher.objects.update(suspended=True)),
        (OPERATOR, lambda: ServiceSupplier.objects.update(suspended=True)),
    ],
)
@pytest.mark.usefixtures("register")
def test_a_suspended_actor_is_none(number: str, suspend: Callable[[], int]) -> None:
    suspend()

    with pytest.raises(AccessDenied) as refused:
        actors.read_actors().require_actor(organisation(number))
    assert refused.value.explanation.reason == "caller-is-suspended"
    # Connecting it anew would not end the suspension.
    assert f"POST /api/v1/actors/{number}/resume" in refused.value.text.swedish
    assert f"POST /api/v1/actors/{number}/resume" in refused.value.text.english


@pytest.mark.usefixtures("register")
def test_a_sender_is_found_by_its_number() -> None:
    known = actors.read_actors()

    assert known.registered_sender(AGENCY).name == "Verket"
    assert known.is_sender(AGENCY)
    assert not known.is_sender(RELAY)


@pytest.mark.usefixtures("register")
def test_a_suspended_sender_is_told_so_and_one_that_was_disconnected_is_unknown() -> None:
    Sender.objects.update(suspended=True)
    with pytest.raises(SenderNotRegistered) as refused:
        actors.read_actors().registered_sender(AGENCY)
    assert (refused.value.code, refused.value.explanation.reason) == (5014, "sender-is-suspended")

    Sender.objects.update(disconnected_at=clock.now())
    with pytest.raises(SenderNotRegistered) as refused:
        actors.read_actors().registered_sender(AGENCY)
    assert refused.value.explanation.reason == "sender-unknown-to-far"
    with pytest.raises(AccessDenied) as denied:
        actors.read_actors().require_actor(organisation(AGENCY))
    assert denied.value.explanation.reason == "caller-is-no-actor"


@pytest.mark.parametrize("number", [STRANGER, RELAY, OPERATOR])
@pytest.mark.usefixtures("register")
def test_other_actors_are_no_senders(number: str) -> None:
    with pytest.raises(SenderNotRegistered) as refused:
        actors.read_actors().registered_sender(number)

    assert refused.value.code == 5014
    assert "getSenders" in refused.value.text.english


@pytest.mark.parametrize("caller", [AGENCY, RELAY, OPERATOR])
@pytest.mark.usefixtures("register")
def test_about_a_sender_s_mail_may_ask_itself_its_relays_and_the_operators(caller: str) -> None:
    actors.read_actors().require_right_to_ask(organisation(caller), AGENCY)


@pytest.mark.parametrize(("caller", "sender"), [(OTHER_AGENCY, AGENCY), (RELAY, OTHER_AGENCY), (STRANGER, AGENCY)])
@pytest.mark.usefixtures("register")
def test_others_may_not_ask_about_a_sender_s_mail(caller: str, sender: str) -> None:
    with pytest.raises(DispatcherNotApproved) as refused:
        actors.read_actors().require_right_to_ask(organisation(caller), sender)

    assert refused.value.code == 6005
    assert sender in refused.value.text.swedish


@pytest.mark.usefixtures("register")
def test_a_right_ends_while_its_sender_is_suspended() -> None:
    Sender.objects.filter(organisation=AGENCY).update(suspended=True)

    assert RELAY not in actors.read_actors().may_send_for


@pytest.mark.usefixtures("register")
def test_the_actors_are_kept_for_the_seconds_that_the_setting_says(settings: Settings) -> None:
    settings.REGISTER_CACHE_SECONDS = 0
    actors.current_actors()
    settings.REGISTER_CACHE_SECONDS = 3_600
    Sender.objects.all().delete()

    assert set(actors.current_actors().senders) == {AGENCY, OTHER_AGENCY}
    settings.REGISTER_CACHE_SECONDS = 0
    assert not actors.current_actors().senders
