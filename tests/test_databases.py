"""What a test changes in the database counts at once, though processes keep lists of it in memory."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from far import actors
from far.models import Sender
from infra import clock
from testbed.runs.models import Run
from testbed.runs.party_owners import current_owners

pytestmark = pytest.mark.django_db
NUMBER = "162021004748"


def connect() -> None:
    Sender.objects.create(organisation=NUMBER, name="Kommun A")


def is_known() -> bool:
    return actors.current_actors().is_sender(NUMBER)


def test_an_actor_that_a_test_adds_is_known_at_once() -> None:
    assert not is_known()

    connect()

    assert is_known()


@pytest.mark.parametrize(
    "change",
    [lambda: Sender.objects.update(suspended=True), lambda: Sender.objects.all().delete()],
    ids=["suspended", "removed"],
)
def test_an_actor_that_a_test_takes_away_is_gone_at_once(change: Callable[[], object]) -> None:
    connect()
    assert is_known()

    change()

    assert not is_known()


@pytest.mark.parametrize("_which", [1, 2])
def test_nothing_of_another_test_is_known(_which: int) -> None:
    assert not is_known()
    connect()
    assert is_known()


@pytest.mark.parametrize("_which", [1, 2])
def test_nothing_of_another_test_is_known_beside_certificates_of_its_own(
    _which: int, settings: Settings, tmp_path: Path
) -> None:
    settings.PKI_DIR = tmp_path

    assert not is_known()
    connect()
    assert is_known()
    assert list(tmp_path.iterdir()) == []


def test_what_is_taken_back_is_not_known() -> None:
    with transaction.atomic():
        connect()
        assert is_known()
        transaction.set_rollback(True)

    assert not is_known()


def test_a_list_is_read_once_as_long_as_nothing_changes() -> None:
    connect()
    is_known()

    with CaptureQueriesContext(connection) as asked:
        assert is_known()

    assert len(asked) == 0


@pytest.mark.usefixtures("only_told_changes")
def test_a_change_that_the_program_must_tell_of_is_told_by_nobody_else() -> None:
    assert not is_known()

    connect()

    assert not is_known()


def test_a_run_that_a_test_adds_is_known_at_once() -> None:
    before = current_owners()

    Run.objects.create(label="ny", quota=100, made_at=clock.now(), expires_at=clock.now())

    assert current_owners() is not before
