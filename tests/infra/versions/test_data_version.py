"""The version of the data that requests wait for."""

import pytest
from django.db import transaction

from infra.versions import data_version


def test_each_advance_gives_another_version() -> None:
    versions = []
    for _ in range(20):
        data_version.advance()
        versions.append(data_version.current())

    assert len(set(versions)) == 20


@pytest.mark.django_db(transaction=True)
def test_within_a_transaction_the_version_advances_at_the_commit() -> None:
    before = data_version.current()

    with transaction.atomic():
        data_version.advance_on_commit()
        assert data_version.current() == before

    assert data_version.current() != before


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_transaction_does_not_advance_the_version() -> None:
    before = data_version.current()

    with transaction.atomic():
        data_version.advance_on_commit()
        transaction.set_rollback(True)

    assert data_version.current() == before


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_the_version_advances_at_once() -> None:
    before = data_version.current()

    data_version.advance_on_commit()

    assert data_version.current() != before
