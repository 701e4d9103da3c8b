"""An actor and its certificate in one step; and many requests at the same moment."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from far import actors
from far.actor_entries import changes, entry_and_certificate
from far.actor_entries.entry import Role, find_entry
from far.actor_entries.entry_and_certificate import EntryAndCertificate
from far.actor_entries.request import WantedEntry
from far.models import ActorEvent, Dispatcher, DispatchRight, Sender
from infra.identity import OrganisationNumber
from infra.pki import store
from infra.pki.issuing import ledger
from infra.pki.issuing.certificate_order import CertificateCondition, CertificateOrder
from infra.validation import InvalidValues
from infra.versions import register_version
from tests.far.actor_entries.conftest import NOTE

NOBODY = OrganisationNumber("")
PLAIN = CertificateOrder(NOBODY, "")
OTHER = "162021006222"


@pytest.fixture(scope="module")
def made_pki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pki")
    store.ensure_identities(folder)
    return folder


@pytest.fixture(autouse=True)
def pki(made_pki: Path, tmp_path: Path, settings: Settings) -> Path:
    """Certificates that the test may add to."""
    settings.PKI_DIR = folder = tmp_path / "pki"
    shutil.copytree(made_pki, folder)
    return folder


def enter(
    number: str | None = OTHER, order: CertificateOrder | None = PLAIN, **values: Any
) -> EntryAndCertificate:
    wanted = WantedEntry(**{"name": "Verket", **values})
    return entry_and_certificate.store_with_certificate(
        OrganisationNumber(number) if number else None, wanted, order, NOTE
    )


@pytest.mark.django_db
def test_the_certificate_is_the_actor_s(pki: Path) -> None:
    entered = enter()

    assert entered.certificate is not None
    identity = store.read_identity(pki / "clients" / entered.certificate.folder)
    assert (identity.organisation.value, identity.title) == (OTHER, "Verket")


@pytest.mark.django_db
def test_without_an_order_there_is_no_certificate(pki: Path) -> None:
    before = ledger.page_of_records(pki, 100)

    assert enter(order=None).certificate is None
    assert ledger.page_of_records(pki, 100) == before


@pytest.mark.django_db
def test_the_same_request_again_gives_the_same_certificate() -> None:
    assert enter().certificate == enter().certificate


@pytest.mark.django_db
def test_a_new_one_is_issued_when_the_order_says_how_it_is_to_be(pki: Path) -> None:
    enter()
    entered = enter(OTHER, replace(PLAIN, condition=CertificateCondition.EXPIRED))

    assert entered.certificate is not None
    assert len(ledger.page_of_records(pki, 10, organisation=OTHER)[0]) == 2


@pytest.mark.django_db
def test_a_name_that_is_longer_than_certificates_have_is_cut_in_the_certificate() -> None:
    entered = enter(OTHER, name="Myndigheten för " + "x" * 200)

    assert entered.certificate is not None
    assert len(entered.certificate.title) == 64
    assert len(entered.stored.entry.name) == 216


@pytest.mark.django_db
def test_an_order_that_cannot_be_met_leaves_no_actor(pki: Path) -> None:
    before = ledger.page_of_records(pki, 100)

    with pytest.raises(InvalidValues):
        enter(OTHER, replace(PLAIN, csr="hej"))

    assert find_entry(OTHER) is None
    assert not ActorEvent.objects.exists()
    assert ledger.page_of_records(pki, 100) == before


@pytest.mark.django_db
def test_an_actor_that_cannot_be_gets_no_certificate(pki: Path) -> None:
    with pytest.raises(InvalidValues):
        enter(OTHER, roles=frozenset({Role.SUPPLIER}))

    assert ledger.page_of_records(pki, 10, organisation=OTHER)[0] == []
    assert not (pki / "clients" / OTHER).exists()


@pytest.mark.django_db
def test_a_test_organisation_is_named_after_its_number() -> None:
    entry = enter(None, name=None).stored.entry

    assert entry.name == f"Testorganisation {entry.number[2:8]}-{entry.number[8:]}"
    assert enter(None, name="Region X").stored.entry.name == "Region X"


def at_the_same_moment(count: int, act: Callable[[int], Any]) -> list[Any]:
    def work(place: int) -> Any:
        try:
            return act(place)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(work, range(count)))


@pytest.mark.django_db(transaction=True)
def test_the_same_actor_put_many_times_at_once_is_one_actor_with_one_certificate(pki: Path) -> None:
    entered = at_the_same_moment(6, lambda _: enter())

    assert sorted(each.stored.is_new for each in entered) == [False] * 5 + [True]
    assert len({each.certificate.serial for each in entered}) == 1
    assert Sender.objects.count() == Dispatcher.objects.count() == DispatchRight.objects.count() == 1
    assert ActorEvent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_test_organisations_made_at_once_have_numbers_of_their_own() -> None:
    entered = at_the_same_moment(6, lambda _: enter(None, None, name=None))

    assert len({each.stored.entry.number for each in entered}) == 6
    assert all(each.stored.is_new for each in entered)


@pytest.mark.django_db(transaction=True)
def test_changes_at_the_same_moment_make_one_history() -> None:
    """Each line of the log begins with what the line before it ended with."""
    enter(OTHER, None)

    def act(place: int) -> None:
        change = (changes.suspend_actor, changes.resume_actor)[place % 2] if place < 4 else None
        if change:
            change(OTHER, NOTE)
        else:
            enter(OTHER, None, name=f"Namn {place}")

    at_the_same_moment(8, act)

    values: dict[str, Any] = {}
    for event in ActorEvent.objects.order_by("pk"):
        for name, (before, after) in event.changes.items():
            assert values.get(name) == before
            values[name] = after
    entry = find_entry(OTHER)
    assert entry is not None
    assert (values["state"], values["name"]) == (entry.state, entry.name)


@pytest.fixture
def kept_for_an_hour(settings: Settings) -> Iterator[None]:
    settings.REGISTER_CACHE_SECONDS = 3_600.0
    yield
    register_version.advance()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("kept_for_an_hour")
def test_what_is_kept_in_memory_follows_each_change_at_once() -> None:
    enter(OTHER, None)
    assert actors.current_actors().is_sender(OTHER)

    changes.suspend_actor(OTHER, NOTE)
    assert not actors.current_actors().is_sender(OTHER)
    changes.resume_actor(OTHER, NOTE)
    assert actors.current_actors().is_sender(OTHER)
    changes.disconnect_actor(OTHER, NOTE)
    assert not actors.current_actors().is_sender(OTHER)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("kept_for_an_hour")
def test_between_changes_nothing_is_asked_of_the_database() -> None:
    enter(OTHER, None)
    actors.current_actors()

    with CaptureQueriesContext(connection) as queries:
        for _ in range(100):
            actors.current_actors()

    assert len(queries) == 0
