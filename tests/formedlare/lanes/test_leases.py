"""A worker holds its letters for as long as it lives, and does not get in the way of others."""

import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from formedlare import dispatch
from formedlare.lanes import breaker, leases
from formedlare.models import Leg
from formedlare.models.channel import LOOKUP_LANE
from tests import cast
from tests.relay import Relay


@pytest.mark.django_db
def test_a_worker_that_finds_nothing_to_do_starts_no_thread_and_writes_nothing() -> None:
    breaker.ensure_lanes({LOOKUP_LANE})
    threads = set(threading.enumerate())

    with CaptureQueriesContext(connection) as queries:
        assert dispatch.work_lane(LOOKUP_LANE) is dispatch.LaneProgress.NOTHING

    assert set(threading.enumerate()) <= threads
    assert not [query["sql"] for query in queries if query["sql"].startswith("UPDATE")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite locks no rows; run by tests/test_on_postgresql.py"
)
def test_a_renewal_never_waits_for_a_letter_that_is_changing_state(relay: Relay) -> None:
    first, second = (relay.distribute(cast.MARIA).legs.get() for _ in range(2))
    with leases.held_leases() as name:
        leases.claim_due_legs(LOOKUP_LANE, name, 10)
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
    leases.renew_claims([name])
    connection.close()
