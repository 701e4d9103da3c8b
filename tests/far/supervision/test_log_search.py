"""What can be found in the log."""

from datetime import timedelta

import pytest

from contracts import recipient_v3
from far.models import LogEntry
from far.supervision import log_search, record_change
from far.supervision.files import log_as_csv
from far.supervision.log_search import LogFilter, find_entries
from infra import clock
from infra.csv_lines import BOM
from tests.cast import ARVID, MARIA, TOLVAN, Sender
from tests.far.supervision.conftest import add_days_of_calls

KOMMUN_A, KOMMUN_B = "162021004748", "162021003898"


def ask(sender: Sender, *numbers: str, about: str = KOMMUN_A) -> None:
    sender.ask("Recipient/v3", recipient_v3.IsReachable(sender_org_nr=about, recipient_id=list(numbers)))


def found(**wanted: object) -> list[int]:
    entries, _ = find_entries(LogFilter(**wanted), 100)  # type: ignore[arg-type]  # the test's own choice
    return [entry.sequence for entry in entries]


@pytest.fixture
def some_entries(kommun_a: Sender, kommun_b: Sender) -> None:
    """1: a change of Arvid's account. 2: A about Arvid and Maria. 3: A about Maria. 4: B about Arvid, refused."""
    record_change("console", "register", ARVID, changed={"supplier": ["", "kivra.com"]})
    ask(kommun_a, ARVID, MARIA)
    ask(kommun_a, MARIA)
    ask(kommun_b, ARVID, about=KOMMUN_A)


@pytest.mark.parametrize(
    ("wanted", "sequences"),
    [
        ({}, [4, 3, 2, 1]),
        ({"actor": KOMMUN_A}, [3, 2]),
        ({"actor": "console"}, [1]),
        ({"operation": "isReachable"}, [4, 3, 2]),
        ({"kind": "change"}, [1]),
        ({"refused": True}, [4]),
        ({"refused": False, "kind": "call"}, [3, 2]),
        ({"subject": MARIA}, [3, 2]),
        ({"subject": ARVID}, [4, 2, 1]),
        ({"subject": ARVID, "actor": KOMMUN_A}, [2]),
        ({"subject": TOLVAN}, []),
        ({"actor": "nobody"}, []),
    ],
)
def test_entries_are_found_by_what_they_say(
    some_entries: None, wanted: dict[str, object], sequences: list[int]
) -> None:
    assert found(**wanted) == sequences


def test_what_was_just_asked_is_found_without_waiting(kommun_a: Sender) -> None:
    ask(kommun_a, TOLVAN)

    assert found(subject=TOLVAN) == [1]


@pytest.mark.django_db
def test_pages_follow_one_another_though_entries_come_meanwhile() -> None:
    add_days_of_calls(5, calls=5)
    seen: list[int] = []
    cursor: int | None = None
    while True:
        entries, cursor = find_entries(LogFilter(), 7, cursor)
        seen += [entry.sequence for entry in entries]
        if cursor is None:
            break
        add_days_of_calls(1, calls=2)

    assert seen == list(range(25, 0, -1))


@pytest.mark.django_db
def test_a_period_has_its_first_moment_and_not_its_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_search, "OUT_OF_ORDER", 1)
    add_days_of_calls(10)
    first, last = LogEntry.objects.get(sequence=10).at, LogEntry.objects.get(sequence=22).at

    assert sorted(found(since=first, until=last)) == list(range(10, 22))
    assert found(since=clock.now() + timedelta(days=1)) == []
    assert found(until=clock.now() - timedelta(days=99)) == []
    assert len(found(until=clock.now() + timedelta(days=1))) == 30


def test_only_the_latest_calls_about_several_are_looked_through(
    kommun_a: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_search, "MAX_LARGE_CALLS", 2)
    for _ in range(4):
        ask(kommun_a, ARVID, MARIA)

    assert found(subject=MARIA) == [4, 3]
    assert found(subject=ARVID) == [4, 3, 2, 1], "of the first one asked about there is an index"


def test_the_file_has_every_entry_that_matches_and_no_number_of_a_person(some_entries: None) -> None:
    text = "".join(log_as_csv(LogFilter(subject=ARVID)))

    heading, *lines = text.removeprefix(BOM).splitlines()
    assert heading.startswith("sequence;at;kind;actor;service;operation;subject")
    assert [line.split(";")[0] for line in lines] == ["1", "2", "4"]
    assert ARVID not in text
    assert f"{ARVID[:8]}****" in text


@pytest.mark.django_db
def test_what_a_spreadsheet_would_compute_is_harmless_in_the_file() -> None:
    record_change("=cmd", "@sum", "", changed={})

    [_, line] = "".join(log_as_csv(LogFilter())).splitlines()

    assert ";'=cmd;" in line
    assert ";'@sum;" in line
