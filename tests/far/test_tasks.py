"""The register's periodic tasks."""

from datetime import timedelta

import pytest

from far import tasks
from far.models import Account, ServiceSupplier
from infra import clock
from infra.declaration import beat_schedule


@pytest.mark.django_db
def test_the_sweep_deletes_expired_registrations() -> None:
    supplier = ServiceSupplier.objects.create(
        organisation="165569999013", name="brev.example", service_path="Service/v3"
    )
    now = clock.now()
    for number, until in (
        ("192705178354", now),
        ("198101052382", now + timedelta(hours=1)),
        ("191212121212", None),
    ):
        Account.objects.create(
            recipient=number, supplier=supplier, registered_at=now, pending=True, pending_until=until
        )

    tasks.delete_expired_requests()

    assert set(Account.objects.values_list("recipient", flat=True)) == {"198101052382", "191212121212"}


def test_the_sweep_is_asked_for_at_regular_times() -> None:
    assert beat_schedule()["delete expired requests"]["task"] == tasks.delete_expired_requests.name
