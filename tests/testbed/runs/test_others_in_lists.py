"""Within a run, no list shows what another run made. Without one, lists show everything."""

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from infra.hooks.runs import ItemKind
from testbed.runs.models import Run as RunRow
from testbed.runs.models import RunItem
from tests import cast
from tests.testbed.journal.conftest import Journal, journal
from tests.testbed.runs.conftest import MakeRun
from tests.testbed.runs.test_others_by_id import FURTHER, OPENAPI, Theirs, ask

__all__ = ["journal"]

OTHERWISE: Final = {
    "exchanges/events": "a stream, of what the list of exchanges finds",
    "exchanges.zip": "packed, of what the list of exchanges finds",
    "preflight": "of one certificate",
    "snapshot": "the whole world, on purpose",
}
SEEDED: Final = {"organisation": "162021004748", "name": "minmyndighetspost.se", "person": cast.MARIA}
"""What stands for a parameter of an address."""
RELAY: Final = "165569999047"
NEEDED: Final = {"unused-mailboxes": "?days=0"}
SHORT: Final = {"exchanges/{key}", "held/{key}"}
"""Keys of one or two digits, which stand in other numbers, too."""


def lists() -> Iterator[str]:
    """Each address that tells of several things, or of one of the demo world."""
    for path, methods in yaml.load(OPENAPI.read_text(), yaml.CSafeLoader)["paths"].items():
        short = path.removeprefix("/api/v1/")
        if "get" in methods and short not in OTHERWISE and set(re.findall(r"{(\w+)}", short)) <= SEEDED.keys():
            yield short.format(**SEEDED) + NEEDED.get(short.rpartition("/")[2], "")


def test_no_list_shows_what_another_run_made(make_run: MakeRun, settings: Settings, journal: Journal) -> None:
    settings.WEBHOOK_ALLOWED = ["127.0.0.0/8"]
    ours, theirs = make_run(name="Vår"), Theirs(make_run(name="Deras"))
    made = {name: key for name, key in theirs.ids().items() if name not in FURTHER and name not in SHORT}

    def shown(answer: Any) -> set[str]:
        assert answer.status_code == 200
        text = answer.getvalue().decode()
        return {name for name, key in made.items() if key in text}

    to_all = {path: shown(ours.client.get(f"/api/v1/{path}")) for path in lists()}
    to_us = {path: names for path in to_all if (names := shown(ask(ours, "get", path)))}
    to_them = {path: shown(ask(theirs.run, "get", path)) for path in to_all}

    assert to_us == {}
    assert to_them == to_all
    assert set[str]().union(*to_all.values()) == made.keys()


@pytest.mark.parametrize(
    ("path", "seeded"),
    [
        ("registers/people", cast.MARIA),
        ("registers/companies", "162021009028"),
        ("actors", SEEDED["organisation"]),
        ("certificates", SEEDED["organisation"]),
        ("operators", SEEDED["name"]),
        ("operators/minmyndighetspost.se/customers", cast.MARIA),
    ],
)
def test_lists_show_the_demo_world_within_a_run_too(make_run: MakeRun, path: str, seeded: str) -> None:
    assert seeded in ask(make_run(), "get", path).getvalue().decode()


def test_what_two_runs_made_is_shown_to_both(make_run: MakeRun) -> None:
    ours, theirs = make_run(name="Vår"), make_run(name="Deras")
    person = theirs.person()
    assert person not in ask(ours, "get", "registers/people").getvalue().decode()

    RunItem.objects.create(run=RunRow.objects.get(label=ours.label), kind=ItemKind.PERSON, key=person)

    assert person in ask(ours, "get", "registers/people").getvalue().decode()


def test_a_list_within_a_run_asks_as_often_however_much_others_have_made(make_run: MakeRun) -> None:
    ours, theirs = make_run(name="Vår"), RunRow.objects.get(label=make_run(name="Deras").label)
    with CaptureQueriesContext(connection) as few:
        ask(ours, "get", "registers/people")
    RunItem.objects.bulk_create(
        RunItem(run=theirs, kind=ItemKind.PERSON, key=f"{number:012}") for number in range(40_000)
    )

    with CaptureQueriesContext(connection) as many:
        assert ask(ours, "get", "registers/people").status_code == 200

    assert len(many) == len(few)


def test_who_names_all_that_its_run_sees_takes_nothing_from_another(make_run: MakeRun) -> None:
    ours, theirs = make_run(name="Vår"), make_run(name="Deras")
    sender = theirs.sender().identity.organisation.value
    seen = ask(ours, "get", f"actors/{RELAY}").json()["senders"]
    assert sender not in seen

    answer = ours.client.patch(
        f"/api/v1/actors/{RELAY}",
        {"senders": seen},
        content_type="application/json",
        headers={"X-MM-Label": ours.label},
    )

    assert answer.status_code == 200, answer.content
    assert answer.json()["senders"] == seen
    assert sender in ask(theirs, "get", f"actors/{RELAY}").json()["senders"]
