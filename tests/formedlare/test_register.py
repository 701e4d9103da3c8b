"""What the relay asks the register, and for how long it reuses an answer."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from far.models import Account, Sender, SenderChoice, ServiceSupplier
from formedlare import register
from infra import clock
from infra.errors import InternalError
from infra.far_client import RegisterRefused
from infra.versions import register_version
from tests import cast

KOMMUN_A, KOMMUN_B, NOBODYS = "162021004748", "162021003898", "165569999054"


@pytest.fixture(autouse=True)
def empty_cache(world: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def supplier_of(recipient: str, *, fresh: bool = False) -> str | None:
    return register.reachability_of(KOMMUN_A, [recipient], fresh=fresh)[recipient].supplier


def move_to(recipient: str, operator: str) -> None:
    Account.objects.filter(recipient=recipient).update(supplier=ServiceSupplier.objects.get(name=operator))


def test_the_relay_asks_as_the_organisation_of_its_certificate() -> None:
    assert register.relay_identity().organisation.value == "165569999047"
    assert KOMMUN_A in register.list_actors().senders
    assert register.list_actors().may_send(register.relay_identity().organisation.value, KOMMUN_A)


def test_each_recipient_is_answered_also_one_without_a_mailbox() -> None:
    found = register.reachability_of(KOMMUN_A, [cast.MARIA, cast.TOLVAN])

    assert found[cast.MARIA].supplier == "minmyndighetspost.se"
    assert found[cast.TOLVAN].supplier is None


def test_an_answer_is_reused_for_a_while(settings: Settings) -> None:
    settings.LOOKUP_CACHE_SECONDS = 60
    assert supplier_of(cast.MARIA) == "minmyndighetspost.se"

    move_to(cast.MARIA, "kivra.com")

    assert supplier_of(cast.MARIA) == "minmyndighetspost.se"
    assert supplier_of(cast.MARIA, fresh=True) == "kivra.com"
    assert supplier_of(cast.MARIA) == "kivra.com", "the fresh answer is the one that is reused"


def test_an_answer_is_not_reused_when_an_actor_has_changed(settings: Settings) -> None:
    """An operator that was suspended a moment ago must get no more letters."""
    settings.LOOKUP_CACHE_SECONDS = 60
    assert supplier_of(cast.MARIA) == "minmyndighetspost.se"
    ServiceSupplier.objects.filter(name="minmyndighetspost.se").update(suspended=True)

    register_version.advance()

    assert supplier_of(cast.MARIA) is None


def test_without_a_cache_every_question_reaches_the_register(settings: Settings) -> None:
    settings.LOOKUP_CACHE_SECONDS = 0
    assert supplier_of(cast.MARIA) == "minmyndighetspost.se"

    move_to(cast.MARIA, "kivra.com")

    assert supplier_of(cast.MARIA) == "kivra.com"


def test_what_one_sender_was_answered_is_not_told_to_another(settings: Settings) -> None:
    settings.LOOKUP_CACHE_SECONDS = 60
    register.reachability_of(KOMMUN_A, [cast.MARIA])
    SenderChoice.objects.create(
        account_id=cast.MARIA,
        sender=Sender.objects.get(organisation=KOMMUN_B),
        accepted=False,
        changed_at=clock.now(),
    )

    assert register.reachability_of(KOMMUN_A, [cast.MARIA])[cast.MARIA].sender_accepted
    assert not register.reachability_of(KOMMUN_B, [cast.MARIA])[cast.MARIA].sender_accepted


def test_only_those_that_are_not_known_are_asked_about(settings: Settings) -> None:
    settings.LOOKUP_CACHE_SECONDS = 60
    register.reachability_of(KOMMUN_A, [cast.MARIA])
    move_to(cast.MARIA, "kivra.com")

    found = register.reachability_of(KOMMUN_A, [cast.MARIA, cast.ARVID])

    assert found[cast.MARIA].supplier == "minmyndighetspost.se"
    assert set(found) == {cast.MARIA, cast.ARVID}
    with CaptureQueriesContext(
        connection,
    ) as queries:
        register.reachability_of(KOMMUN_A, [cast.MARIA, cast.ARVID])
    assert len(queries) == 0, "both are known by now"


def test_a_sender_that_the_register_does_not_have_is_refused_with_its_code() -> None:
    with pytest.raises(RegisterRefused) as refused:
        register.reachability_of(NOBODYS, [cast.MARIA])

    assert refused.value.fault_code == 5014


def test_a_register_that_cannot_be_reached_is_trouble_that_may_pass(settings: Settings) -> None:
    settings.REGISTER_URL = "https://far.invalid/webservice/accao/"

    with pytest.raises(InternalError, match="did not answer"):
        register.reachability_of(KOMMUN_A, [cast.MARIA])
