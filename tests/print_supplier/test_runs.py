"""Print runs: each letter in exactly one, also when the printer is killed; and the files that come out."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client
from pytest_django.fixtures import Settings

from formedlare import legs
from formedlare.models import Leg
from formedlare.models.channel import PRINT_QUEUE_LANE
from infra import clock, declaration
from infra.celery import app
from print_supplier import runs, tasks
from print_supplier.models import LetterPdf, PrintLetter, PrintRun
from print_supplier.preparation import enqueue_letter
from tests import cast
from tests.print_supplier.pdf_files import attached, pages_of
from tests.relay import Relay, leg_of, work

State = Leg.State
Later = Callable[[timedelta], None]


def letters(relay: Relay, count: int, pages: int = 1) -> list[Leg]:
    accepted = [
        relay.distribute(
            cast.TOLVAN, relay.sender.text(subject=f"Brev {number}", attachments=[attached(pages=pages)])
        )
        for number in range(count)
    ]
    work()
    return [leg_of(one) for one in accepted]


def print_run(*arguments: str) -> str:
    said = StringIO()
    call_command("print_run", *arguments, stdout=said)
    return said.getvalue()


def test_a_run_prints_what_is_queued_and_adds_it_up(relay: Relay) -> None:
    queued = letters(relay, 3)

    run = runs.print_queued()

    assert run is not None
    assert (run.number, run.letters, run.sheets) == (1, 3, 6)
    assert run.cost_ore == 3 * (1150 + 70 + 2 * 60)
    for leg in queued:
        leg.refresh_from_db()
        assert (leg.state, leg.lane, leg.print_letter.run) == (State.PRINTED, None, run)
        assert leg.events.last().text.on_wire == "utskriven i körning 1 | printed in run 1"  # type: ignore[union-attr]  # it is there, or the test fails


def test_an_empty_queue_makes_no_run(relay: Relay) -> None:
    assert runs.print_queued() is None
    assert print_run() == "The print queue is empty.\n"


def test_a_large_queue_is_printed_in_several_runs_the_oldest_first(relay: Relay) -> None:
    queued = letters(relay, 5)

    printed = list(runs.print_all(max_letters=2))

    assert [(run.number, run.letters) for run in printed] == [(1, 2), (2, 2), (3, 1)]
    numbers = [PrintLetter.objects.get(leg=leg).run.number for leg in queued]  # type: ignore[union-attr]  # it is there, or the test fails
    assert numbers == [1, 1, 2, 2, 3]


def test_a_run_that_is_killed_in_the_middle_has_not_happened(transactional_db: None, relay: Relay) -> None:
    queued = letters(relay, 4)

    connections.close_all()  # an open one would be the child's as well
    child = os.fork()
    if child == 0:
        legs.moved.connect(lambda **_: os.kill(os.getpid(), signal.SIGKILL), weak=False)
        try:
            runs.print_queued(3)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)

    assert os.WTERMSIG(status) == signal.SIGKILL
    assert not PrintRun.objects.exists()
    assert set(Leg.objects.values_list("lane", "state")) == {(PRINT_QUEUE_LANE, State.REROUTED)}

    printed = list(runs.print_all(3))

    assert [(run.number, run.letters) for run in printed] == [(1, 3), (2, 1)]
    assert PrintLetter.objects.filter(run__isnull=False).count() == len(queued)
    assert sum(leg.events.filter(state=State.PRINTED).count() for leg in queued) == len(queued)


def test_two_printers_at_once_print_no_letter_twice(transactional_db: None, relay: Relay) -> None:
    queued = letters(relay, 6)

    def print_some(_: int) -> list[int]:
        try:
            return [run.letters for run in runs.print_all(2)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as printers:
        printed = [size for sizes in printers.map(print_some, range(2)) for size in sizes]

    assert sum(printed) == len(queued)
    assert sorted(PrintRun.objects.values_list("number", flat=True)) == list(range(1, len(printed) + 1))
    assert all(leg.events.filter(state=State.PRINTED).count() == 1 for leg in queued)


def test_a_letter_that_went_another_way_meanwhile_is_not_printed(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, stays = letters(relay, 2)
    real = legs.move_legs

    def another_is_quicker(group: list[Leg], to: State, *rest: object, **changes: object) -> list[Leg]:
        Leg.objects.filter(pk=gone.pk).update(claimed_by="another")
        return real(group, to, *rest, **changes)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(legs, "move_legs", another_is_quicker)
    run = runs.print_queued()

    assert run is not None
    assert list(run.print_letters.values_list("leg", flat=True)) == [stays.pk]
    assert (run.letters, run.sheets) == (1, 2)
    assert PrintLetter.objects.get(leg=gone).run is None


def test_a_printed_letter_is_not_queued_again(relay: Relay) -> None:
    [leg] = letters(relay, 1)
    runs.print_queued()
    leg.refresh_from_db()

    enqueue_letter(leg)

    assert PrintLetter.objects.count() == 1
    assert leg_of(leg.distribution).state == State.PRINTED


def test_the_task_prints_and_forgets_the_pages_when_their_time_is_over(
    relay: Relay, later: Later, settings: Settings
) -> None:
    [leg] = letters(relay, 1)

    tasks.print_run()
    assert leg_of(leg.distribution).state == State.PRINTED
    assert LetterPdf.objects.exists()

    later(timedelta(hours=settings.RELAY_KEEP_HOURS, minutes=1))
    tasks.print_run()
    assert not LetterPdf.objects.exists()
    assert PrintLetter.objects.get().sheets == 2


def test_a_run_is_asked_for_regularly_in_the_relays_queue(settings: Settings) -> None:
    entry = declaration.beat_schedule()["print what is queued"]

    assert entry["schedule"] == settings.PRINT_EVERY_SECONDS == 60
    assert entry["task"] in app.tasks
    assert app.amqp.router.route({}, entry["task"])["queue"].name == settings.RELAY_QUEUE


def test_the_command_says_what_it_printed_and_writes_the_file(relay: Relay, tmp_path: Path) -> None:
    letters(relay, 2, pages=3)

    said = print_run("--most", "1", "--to", str(tmp_path))

    assert "Run 1: letters 1, sheets 3, 14,00 kr" in said
    assert "Run 2: letters 1, sheets 3, 14,00 kr" in said
    assert [file.name for file in sorted(tmp_path.iterdir())] == ["run-1.pdf", "run-2.pdf"]
    assert "Brev 0" in pages_of((tmp_path / "run-1.pdf").read_bytes())[0]


@pytest.mark.parametrize(
    ("arguments", "why"), [(["--most", "0"], "at least one letter"), (["--to", "/nowhere"], "no such folder")]
)
def test_the_command_prints_nothing_when_told_nonsense(arguments: list[str], why: str, relay: Relay) -> None:
    letters(relay, 1)

    with pytest.raises(CommandError, match=why):
        print_run(*arguments)

    assert not PrintRun.objects.exists()


def test_a_run_can_be_downloaded_with_each_letter_on_sheets_of_its_own(relay: Relay, client: Client) -> None:
    letters(relay, 2)
    runs.print_queued()

    answer = client.get("/print/runs/1.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="run-1.pdf"' in answer["Content-Disposition"]
    pages = pages_of(answer.content)
    assert ["Brev 0" in page for page in pages] == [True, False, False, False, False, False, False]
    assert "Brev 1" in pages[4]


def test_a_letter_can_be_downloaded_while_it_waits(relay: Relay, client: Client) -> None:
    [leg] = letters(relay, 1)

    answer = client.get(f"/print/letters/{leg.pk}.pdf")

    assert "Brev 0" in pages_of(answer.content)[0]


def test_files_that_are_not_there_are_not_found_and_all_need_the_password(
    relay: Relay, client: Client, settings: Settings
) -> None:
    [leg] = letters(relay, 1)
    runs.print_queued()
    settings.CONSOLE_PASSWORD = "a long sentence"
    assert client.get("/print/runs/1.pdf").status_code == 401
    assert client.get(f"/print/letters/{leg.pk}.pdf").status_code == 401

    settings.CONSOLE_PASSWORD = ""
    LetterPdf.objects.all().delete()
    for path in ("/print/runs/1.pdf", "/print/runs/2.pdf", f"/print/letters/{leg.pk}.pdf"):
        assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_runs_are_listed_a_page_at_a_time_newest_first() -> None:
    for number in (1, 2, 3):
        PrintRun.objects.create(number=number, printed_at=clock.now(), letters=1, sheets=1, cost_ore=1)

    page, following = runs.list_runs(2)
    rest, end = runs.list_runs(2, following)

    assert [run.number for run in page] == [3, 2]
    assert ([run.number for run in rest], end) == ([1], None)
