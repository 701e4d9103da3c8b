"""A row belongs to one worker at a time, and to another when its worker has died."""

from datetime import datetime, timedelta

import pytest
from django.db.models import QuerySet

from infra import clock
from infra.work import leases
from webhooks.models import Subscription

LEASE = timedelta(seconds=30)
ANNA, BO = "anna", "bo"

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> QuerySet[Subscription]:
    """One row of a queue: any model with the two columns will do."""
    made = Subscription.objects.create(url="https://x.example/", secret="s", events=[], created_at=clock.now())
    return Subscription.objects.filter(pk=made.pk)


def _set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "real_now", lambda: moment)


def test_a_row_that_is_held_is_not_given_to_a_second_worker(row: QuerySet[Subscription]) -> None:
    assert leases.claim_rows(row, ANNA, LEASE) == 1
    assert leases.claim_rows(row, BO, LEASE) == 0
    assert row.get().claimed_by == ANNA


def test_a_released_row_can_be_claimed_at_once(row: QuerySet[Subscription]) -> None:
    leases.claim_rows(row, ANNA, LEASE)

    assert leases.release_leases(row, ANNA) == 1
    assert row.get().claimed_until is None
    assert leases.claim_rows(row, BO, LEASE) == 1


def test_nobody_releases_the_lease_of_another(row: QuerySet[Subscription]) -> None:
    leases.claim_rows(row, ANNA, LEASE)

    assert leases.release_leases(row, BO) == 0
    assert row.get().claimed_by == ANNA


@pytest.mark.parametrize(("later", "taken_over"), [(29, 0), (31, 1)])
def test_a_row_of_a_dead_worker_is_free_when_its_lease_has_run_out(
    row: QuerySet[Subscription], monkeypatch: pytest.MonkeyPatch, later: int, taken_over: int
) -> None:
    begun = clock.now()
    leases.claim_rows(row, ANNA, LEASE)

    _set_clock(monkeypatch, begun + timedelta(seconds=later))

    assert leases.claim_rows(row, BO, LEASE) == taken_over


def test_a_lease_that_is_renewed_goes_on(row: QuerySet[Subscription], monkeypatch: pytest.MonkeyPatch) -> None:
    begun = clock.now()
    leases.claim_rows(row, ANNA, LEASE)

    _set_clock(monkeypatch, begun + timedelta(seconds=20))
    assert leases.renew_leases(row, [ANNA], LEASE, failures=3) == 1
    _set_clock(monkeypatch, begun + timedelta(seconds=45))

    assert leases.claim_rows(row, BO, LEASE) == 0
    assert row.get().failures == 3, "further columns change with it"


def test_a_lease_that_another_has_taken_over_is_not_renewed(row: QuerySet[Subscription]) -> None:
    leases.claim_rows(row, BO, LEASE)

    assert leases.renew_leases(row, [ANNA], LEASE) == 0
    assert row.get().claimed_by == BO


def test_a_clock_that_is_set_back_holds_no_row(
    row: QuerySet[Subscription], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = clock.now()
    leases.claim_rows(row, ANNA, LEASE)

    _set_clock(monkeypatch, begun - timedelta(days=1))

    assert leases.claim_rows(row, BO, LEASE) == 1


def test_a_clock_that_testers_move_takes_nothing_from_a_worker(
    row: QuerySet[Subscription], monkeypatch: pytest.MonkeyPatch
) -> None:
    leases.claim_rows(row, ANNA, LEASE)

    for moved in (timedelta(days=366), -timedelta(days=366)):
        monkeypatch.setattr(clock, "now", lambda moved=moved: clock.real_now() + moved)
        assert leases.claim_rows(row, BO, LEASE) == 0


def test_another_column_can_say_when_the_lease_ends(
    row: QuerySet[Subscription], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.real_now()
    row.update(retry_at=now + timedelta(seconds=10))

    assert not row.filter(leases.is_free(LEASE, "retry_at")).exists()
    _set_clock(monkeypatch, now + timedelta(seconds=11))
    assert row.filter(leases.is_free(LEASE, "retry_at")).exists()


def test_names_of_holders_are_used_once_and_fit_their_column() -> None:
    names = {leases.new_holder() for _ in range(100)}

    assert len(names) == 100
    assert {len(name) for name in names} == {32}
