"""The list of actors: found by name, domain, number, role and state; in pages that stay stable."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from far.actor_entries import changes
from far.actor_entries.entry import Role, State, find_entry
from far.actor_entries.listing import page_of_entries
from far.models import Sender
from tests.far.actor_entries.conftest import AGENCY, NOTE, OPERATOR, OTHER_AGENCY, RELAY, store, supplier

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def register() -> None:
    store(AGENCY, name="Kommun Å")
    store(OTHER_AGENCY, ["sender"], name="Verket 100 %", dispatchers=())
    store(RELAY, ["dispatcher"], name="Förmedlaren", senders=())
    store(OPERATOR, ["supplier"], name="Brevbolaget", supplier=supplier())
    changes.suspend_actor(RELAY, NOTE)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [OTHER_AGENCY, AGENCY, OPERATOR, RELAY]),
        ({"search": "kommun"}, [AGENCY]),
        ({"search": " VERKET "}, [OTHER_AGENCY]),
        ({"search": "100 %"}, [OTHER_AGENCY]),
        ({"search": "202100-4748"}, [AGENCY]),
        ({"search": "2021"}, [OTHER_AGENCY, AGENCY]),
        ({"search": "brev.ex"}, [OPERATOR]),
        ({"search": "bolaget"}, [OPERATOR]),
        ({"search": "' OR 1=1 --"}, []),
        ({"search": "_"}, []),
        ({"role": Role.SENDER}, [OTHER_AGENCY, AGENCY]),
        ({"role": Role.DISPATCHER}, [AGENCY, RELAY]),
        ({"role": Role.SUPPLIER, "search": "kommun"}, []),
        ({"state": State.SUSPENDED}, [RELAY]),
        ({"state": State.CONNECTED}, [OTHER_AGENCY, AGENCY, OPERATOR]),
        ({"role": Role.DISPATCHER, "state": State.CONNECTED}, [AGENCY]),
    ],
)
def test_actors_are_found(query: dict[str, Any], found: list[str]) -> None:
    entries, following = page_of_entries(10, **query)

    assert [entry.number for entry in entries] == found
    assert following is None


def test_disconnected_ones_are_not_listed() -> None:
    changes.disconnect_actor(AGENCY, NOTE)

    assert AGENCY not in [entry.number for entry in page_of_entries(10)[0]]


def test_an_entry_in_the_list_is_the_entry_itself() -> None:
    for entry in page_of_entries(10)[0]:
        assert entry == find_entry(entry.number)


def test_pages_neither_skip_nor_repeat_while_actors_come_and_go() -> None:
    seen, after = list[str](), ""
    for _ in range(4):
        entries, following = page_of_entries(1, after=after)
        seen += [entry.number for entry in entries]
        after = following or ""
        store("162021000001", ["sender"], name="Före", dispatchers=())
        Sender.objects.filter(organisation="162021000001").delete()

    assert seen == [OTHER_AGENCY, AGENCY, OPERATOR, RELAY]
    assert after == ""


def test_a_page_of_many_takes_as_many_queries_as_one_of_few() -> None:
    Sender.objects.bulk_create(Sender(organisation=f"16{number:010}", name="x") for number in range(3_000))

    with CaptureQueriesContext(connection) as queries:
        entries, following = page_of_entries(200)

    assert len(entries) == 200
    assert following == entries[-1].number
    assert len(queries) == 6
