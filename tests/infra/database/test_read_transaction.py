"""Reading one moment of the database while others write."""

import threading

import pytest
from django.db import connection, transaction

from formedlare.models import Lane
from infra.database.read_transaction import read_transaction
from infra.database.write_transaction import write_transaction

PATIENCE = 10.0
pytestmark = pytest.mark.django_db(transaction=True)


def write_elsewhere(name: str) -> bool:
    """Write in another connection. Returns whether that is done in time."""

    def write() -> None:
        with write_transaction():
            Lane.objects.create(name=name)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    writer.join(PATIENCE)
    return not writer.is_alive()


def names() -> list[str]:
    return list(Lane.objects.filter(name__startswith="prov").order_by("name").values_list("name", flat=True))


def test_others_write_meanwhile_and_are_not_seen() -> None:
    assert write_elsewhere("prov-1")

    with read_transaction():
        assert names() == ["prov-1"]
        assert write_elsewhere("prov-2")
        assert names() == ["prov-1"]

    assert names() == ["prov-1", "prov-2"]


def test_after_an_error_the_connection_writes_as_before() -> None:
    with pytest.raises(KeyError), read_transaction():
        raise KeyError

    with write_transaction():
        Lane.objects.create(name="prov-3")
    assert names() == ["prov-3"]


def test_within_a_transaction_it_sees_what_that_has_written() -> None:
    with transaction.atomic():
        Lane.objects.create(name="prov-4")
        with read_transaction():
            assert names() == ["prov-4"]
