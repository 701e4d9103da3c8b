"""No PDF takes more than a child process has, and nobody waits for one."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infra.pdf import reader
from infra.pdf.frames import BrokenFrame, Frame, unpack_frame
from infra.pdf.problems import PdfError, PdfProblem
from infra.pdf.workers import MEBIBYTE, WorkerLimits, WorkerPool
from tests.infra.pdf import harmful
from tests.infra.pdf.making import assembled, form, one_page, says, stream
from tests.waiting import eventually

ORDINARY = one_page(says("Hej"))
QUICK = WorkerLimits(cpu_seconds=1, wall_seconds=10, wait_seconds=10)
DRAW = {"operation": "draw", "number": 1, "width": 100}
READ = {"operation": "read", "first": 1, "max_pages": 5, "width": 100}


@pytest.fixture
def workers() -> Iterator[WorkerPool]:
    made = WorkerPool(2)
    yield made
    made.end()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page may take a second of the processor, not five."""
    monkeypatch.setattr(reader, "READING", QUICK)


def children() -> set[int]:
    """Processes of ours that read PDFs."""
    own = Path(f"/proc/{os.getpid()}/task")
    found = [int(pid) for task in own.iterdir() for pid in (task / "children").read_text().split()]
    return {pid for pid in found if b"infra/pdf/child/start.py" in Path(f"/proc/{pid}/cmdline").read_bytes()}


def end_children() -> None:
    """What they draw need not be waited for."""
    for pid in children():
        os.kill(pid, signal.SIGKILL)


def has_ended(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def problem_of(ask: Callable[[], object]) -> PdfProblem:
    with pytest.raises(PdfError) as failure:
        ask()
    return failure.value.problem


@pytest.mark.parametrize("make", [harmful.drawing_itself_twice, harmful.nested, harmful.unpacking_twice])
def test_what_takes_too_much_is_stopped_and_named(make: Callable[[], bytes], impatient: None) -> None:
    began = time.monotonic()

    problem = problem_of(lambda: reader.draw_page(make(), 1))

    assert problem in (PdfProblem.TOO_MUCH_MEMORY, PdfProblem.TOO_SLOW)
    assert time.monotonic() - began < reader.READING.wall_seconds + 5


def test_a_person_waits_for_a_page_no_longer_than_said(impatient: None) -> None:
    began = time.monotonic()

    assert problem_of(lambda: reader.draw_page(harmful.tiles(), 1)) in (
        PdfProblem.TOO_MUCH_MEMORY,
        PdfProblem.TOO_SLOW,
    )

    assert time.monotonic() - began < reader.READING.wall_seconds + 5


@pytest.mark.parametrize(
    "make",
    [
        harmful.unpacking,
        harmful.huge_picture,
        harmful.huge_box,
        harmful.running_a_script,
        harmful.in_a_loop,
    ],
)
def test_what_only_looks_frightening_is_shown(make: Callable[[], bytes]) -> None:
    assert reader.read_pdf(make(), 5).pages
    assert reader.draw_page(make(), 1)


@pytest.mark.parametrize("make", [harmful.drawing_itself_twice, harmful.nested, harmful.unpacking_twice])
def test_printing_is_stopped_too(make: Callable[[], bytes]) -> None:
    problem = problem_of(lambda: reader.place_on_sheets(make(), ORDINARY, ORDINARY, 10))

    assert problem in (PdfProblem.TOO_MUCH_MEMORY, PdfProblem.TOO_SLOW)


def test_a_page_that_failed_is_not_tried_again_at_once() -> None:
    content = harmful.drawing_itself_twice() + b"\n% once"
    first = problem_of(lambda: reader.draw_page(content, 1))
    before = children()

    assert problem_of(lambda: reader.draw_page(content, 1)) is first
    assert children() == before, "nobody was asked"


def test_a_file_beyond_all_size_is_not_even_opened() -> None:
    assert problem_of(lambda: reader.read_pdf(bytes(reader.MAX_INPUT + 1), 5)) is PdfProblem.TOO_LARGE


def test_others_are_answered_while_one_takes_its_time(workers: WorkerPool) -> None:
    slow = threading.Thread(
        target=lambda: problem_of(lambda: workers.ask(Frame(DRAW, [harmful.tiles()]), WorkerLimits(3, 30, 10)))
    )
    slow.start()
    eventually(children, saying="the slow one is at work")

    for _ in range(5):
        assert workers.ask(Frame(DRAW, [ORDINARY]), QUICK).files
    assert slow.is_alive()
    end_children()
    slow.join()


def test_when_all_are_at_work_one_is_told_so(workers: WorkerPool) -> None:
    slow = [
        threading.Thread(
            target=lambda: problem_of(lambda: workers.ask(Frame(DRAW, [harmful.tiles()]), WorkerLimits(2, 30, 10)))
        )
        for _ in range(2)
    ]
    before = children()
    for thread in slow:
        thread.start()
    eventually(lambda: len(children() - before) == 2, saying="both are at work")

    assert problem_of(lambda: workers.ask(Frame(DRAW, [ORDINARY]), WorkerLimits(1, 5, 0.05))) is PdfProblem.BUSY
    end_children()
    for thread in slow:
        thread.join()
    assert workers.ask(Frame(DRAW, [ORDINARY]), QUICK).files


def test_a_child_answers_many_questions_and_another_takes_its_place_when_it_is_killed(workers: WorkerPool) -> None:
    before = children()
    for _ in range(3):
        workers.ask(Frame(READ, [ORDINARY]), QUICK)
    [child] = children() - before

    os.kill(child, signal.SIGKILL)
    # Its command line goes before its pipes do.
    eventually(lambda: has_ended(child), saying="it is gone")

    assert workers.ask(Frame(READ, [ORDINARY]), QUICK).values["count"] == 1
    [second] = children() - before - {child}
    assert second != child


def test_a_child_that_has_ended_leaves_nothing_behind() -> None:
    workers = WorkerPool(1, tidy_seconds=0.05)
    before = children()
    workers.ask(Frame(READ, [ORDINARY]), QUICK)
    [child] = children() - before

    os.kill(child, signal.SIGKILL)

    eventually(lambda: not Path(f"/proc/{child}").exists(), saying="the system has forgotten it")


def test_a_child_that_uses_its_processor_time_is_ended_by_the_kernel(workers: WorkerPool) -> None:
    began = time.process_time()

    assert problem_of(lambda: workers.ask(Frame(DRAW, [harmful.tiles()]), QUICK)) is PdfProblem.TOO_SLOW
    assert time.process_time() - began < 1, "not by us"


def test_a_child_that_only_waits_is_ended_by_the_clock(workers: WorkerPool) -> None:
    limits = WorkerLimits(cpu_seconds=30, wall_seconds=0.5, wait_seconds=1)

    assert problem_of(lambda: workers.ask(Frame(DRAW, [harmful.tiles()]), limits)) is PdfProblem.TOO_SLOW


def test_a_question_that_nobody_knows_breaks_nothing(workers: WorkerPool) -> None:
    assert problem_of(lambda: workers.ask(Frame({"operation": "dance"}), QUICK)) is PdfProblem.DAMAGED
    assert workers.ask(Frame(READ, [ORDINARY]), QUICK).values["count"] == 1


def test_a_child_takes_little_memory(workers: WorkerPool) -> None:
    before = children()
    workers.ask(Frame(DRAW, [ORDINARY]), QUICK)
    [child] = children() - before

    rollup = Path(f"/proc/{child}/smaps_rollup").read_text()

    [kilobytes] = [int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")]
    assert kilobytes * 1024 < 60 * MEBIBYTE


def test_the_children_end_when_they_are_told(workers: WorkerPool) -> None:
    before = children()
    workers.ask(Frame(READ, [ORDINARY]), QUICK)
    assert children() - before

    workers.end()

    assert children() <= before


@pytest.mark.parametrize(
    "octets",
    [
        b"\xff" * 8,
        b"\x00\x00\x00\x02\x00\x00\x00\x00[]",
        b"\x00\x00\x00\x01\x00\x00\x00\x00{",
        b"\x7f\xff\xff\xff\x00\x00\x00\x00",
    ],
)
def test_what_is_no_frame_is_refused_before_it_takes_memory(octets: bytes) -> None:
    left = bytearray(octets)

    def read(count: int) -> bytes:
        some = bytes(left[:count])
        del left[:count]
        return some

    with pytest.raises(BrokenFrame):
        unpack_frame(read)


def test_a_document_of_pages_that_take_too_much_does_not_occupy_the_children(impatient: None) -> None:
    slow = assembled_pages(12)
    for number in range(1, reader.MAX_FAILURES + 1):
        assert problem_of(lambda number=number: reader.draw_page(slow, number)) in (  # type: ignore[misc]  # a default of a lambda
            PdfProblem.TOO_MUCH_MEMORY,
            PdfProblem.TOO_SLOW,
        )

    began = time.monotonic()
    for number in range(reader.MAX_FAILURES + 1, 13):
        problem_of(lambda number=number: reader.draw_page(slow, number))  # type: ignore[misc]  # a default of a lambda

    assert time.monotonic() - began < 3, "each would take a second"
    assert reader.draw_page(ORDINARY, 1)


def assembled_pages(count: int) -> bytes:
    """Pages that all draw the form that draws itself twice."""
    kids = " ".join(f"{5 + number} 0 R" for number in range(count))
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</A 3 0 R>>>>/Contents 4 0 R>>"
    return assembled(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
            form("/A Do /A Do", "/Resources<</XObject<</A 3 0 R>>>>"),
            stream("/A Do"),
            *[page] * count,
        ]
    )
