"""Who is at work on a letter holds it for as long as it lives, and in nobody's way."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from formedlare import dispatch
from formedlare.lanes import breaker, leases
from formedlare.models import Leg
from formedlare.models.channel import LOOKUP_LANE
from infra.work.lease_renewal import LeaseRenewal
from tests import cast
from tests.relay import Relay

SELDOM = timedelta(hours=1)


@pytest.fixture(autouse=True)
def nobody_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    # Another test's workers may be in the process's own.
    monkeypatch.setattr(leases, "_renewing", LeaseRenewal(lambda _: None, every=SELDOM))


@pytest.mark.django_db
def test_a_worker_that_finds_nothing_to_do_starts_no_thread_and_lets_nothing_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    breaker.ensure({LOOKUP_LANE})
    monkeypatch.setattr(leases, "_let_go", lambda _: pytest.fail("it held nothing"))

    assert dispatch.work(LOOKUP_LANE) is dispatch.Worked.NOTHING
    assert leases._renewing._thread is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite locks no rows; run by tests/test_on_postgresql.py"
)
def test_a_renewal_never_waits_for_a_letter_that_is_changing_state(relay: Relay) -> None:
    first, second = (relay.distribute(cast.MARIA).legs.get() for _ in range(2))
    with leases.claimant() as name:
        leases.take(LOOKUP_LANE, name, 10)
        until = Leg.objects.get(pk=first.pk).claimed_until
        assert until is not None
        with transaction.atomic():
            Leg.objects.select_for_update().get(pk=first.pk)
            renewal = threading.Thread(target=renew_in_a_connection_of_its_own, args=[name])
            renewal.start()
            renewal.join(5)
            assert not renewal.is_alive()
        assert Leg.objects.get(pk=first.pk).claimed_until == until
        renewed = Leg.objects.get(pk=second.pk).claimed_until
        assert renewed is not None
        assert renewed > until


def renew_in_a_connection_of_its_own(name: str) -> None:
    leases._renew([name])
    connection.close()
