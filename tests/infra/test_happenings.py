"""What processes tell one another: that something has happened that a request may wait for."""

import pytest
from django.db import transaction

from infra import happenings


def test_each_telling_is_another_version() -> None:
    versions = []
    for _ in range(20):
        happenings.tell()
        versions.append(happenings.version())

    assert len(set(versions)) == 20


@pytest.mark.django_db(transaction=True)
def test_within_a_transaction_it_is_told_at_its_end() -> None:
    before = happenings.version()

    with transaction.atomic():
        happenings.tell_on_commit()
        assert happenings.version() == before

    assert happenings.version() != before


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_told() -> None:
    before = happenings.version()

    with transaction.atomic():
        happenings.tell_on_commit()
        transaction.set_rollback(True)

    assert happenings.version() == before


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_it_is_told_at_once() -> None:
    before = happenings.version()

    happenings.tell_on_commit()

    assert happenings.version() != before
