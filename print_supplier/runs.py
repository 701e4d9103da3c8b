"""Print runs: the letters in the print queue are printed, each in exactly one run.

A run is one transaction: its row, its letters and their legs' last state. A run that is killed in the middle has
not happened, and its letters are still in the queue. A letter that makes an error stays in the queue, with the
error in its history, and the run goes on without it.
"""

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from formedlare import legs
from formedlare.channels.outcome import internal_error
from formedlare.legs import LegNote, State
from formedlare.models import AttemptOutcome, Leg
from infra import clock
from infra.database.errors import DATABASE_UNAVAILABLE
from infra.database.pages import page_of
from infra.database.write_transaction import write_transaction
from infra.pdf import reader
from infra.texts import EMPTY, Text
from print_supplier.models import LetterPdf, PrintLetter, PrintRun
from print_supplier.queue import queued_letters

logger = logging.getLogger(__name__)

MAX_LETTERS: Final = 500
"""In a run: it holds the database for as long as that takes."""
MAX_DELETED: Final = 500
"""How many letters' pages are deleted at a time."""
PRINTED: Final = Text("utskriven i körning {number}", "printed in run {number}")


def print_queued(max_letters: int = MAX_LETTERS) -> PrintRun | None:
    """Print the oldest letters in the queue in one run. None: there was nothing to print."""
    return next(print_all(max_letters), None)


def print_all(max_letters: int = MAX_LETTERS) -> Iterator[PrintRun]:
    """Print run after run until the queue has only letters that could not be printed."""
    left_over: set[int] = set()
    while batch := _print_batch(max_letters, left_over):
        run = next((letter.run for letter in batch if letter.run), None)
        left_over |= {letter.pk for letter in batch if letter.run is None}
        if run is not None:
            yield run


def list_runs(limit: int, before: int | None = None) -> tuple[list[PrintRun], int | None]:
    """A page of runs, the newest first, and the number before which the next begins; None: these are the last."""
    rows = PrintRun.objects.order_by("-number")
    runs, last = page_of(rows if before is None else rows.filter(number__lt=before), limit)
    return runs, last.number if last else None


def pdf_of_run(run: PrintRun) -> bytes | None:
    """All letters of a run as one PDF, as they come out of the printer. None: the pages have been deleted.

    Raises:
        PdfError: together they take too much, or no process is free to read them.
    """
    files = LetterPdf.objects.filter(letter__run=run).order_by("letter")
    letters = [bytes(pdf) for pdf in files.values_list("pdf", flat=True)]
    return reader.join_documents(letters).pdf if letters else None


def runs_with_pages(shown: Sequence[PrintRun]) -> set[int]:
    """The keys of the runs with pages that are still stored."""
    pages = LetterPdf.objects.filter(letter__run=OuterRef("pk"))
    kept = PrintRun.objects.filter(Exists(pages), pk__in=[run.pk for run in shown])
    return set(kept.values_list("pk", flat=True))


def delete_old_pages() -> int:
    """Delete the pages of letters that were printed settings.RELAY_KEEP_HOURS ago. Returns how many letters."""
    before = clock.now() - timedelta(hours=settings.RELAY_KEEP_HOURS)
    old = LetterPdf.objects.filter(letter__run__printed_at__lt=before)
    keys = list(old.values_list("pk", flat=True)[:MAX_DELETED])
    if not keys:
        return 0
    with write_transaction():
        return LetterPdf.objects.filter(pk__in=keys).delete()[0]


def _print_batch(max_letters: int, left_over: Collection[int]) -> list[PrintLetter]:
    """Print the oldest letters in one run. Returns those that were tried, each with its run, if it was printed."""
    with write_transaction():
        # A second printer waits for the locks, and then finds that these letters have been printed.
        waiting = queued_letters().exclude(pk__in=left_over).select_for_update(of=("self",))
        batch = {letter.leg_id: letter for letter in waiting.select_related("leg").order_by("leg")[:max_letters]}
        if batch:
            _print_letters(batch)
    return list(batch.values())


def _print_letters(batch: Mapping[int, PrintLetter]) -> None:
    number = (PrintRun.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    note = LegNote(PRINTED.format(number=number))
    printed = [batch[leg.pk] for leg in _move_to_printed([_leg_of(item) for item in batch.values()], note)]
    if not printed:
        return
    run = PrintRun.objects.create(
        number=number,
        printed_at=clock.now(),
        letters=len(printed),
        sheets=sum(letter.sheets for letter in printed),
        cost_ore=sum(letter.cost_ore for letter in printed),
    )
    PrintLetter.objects.filter(pk__in=[letter.pk for letter in printed]).update(run=run)
    for letter in printed:
        letter.run = run


def _leg_of(letter: PrintLetter) -> Leg:
    return letter.leg


def _move_to_printed(waiting: Sequence[Leg], note: LegNote) -> list[Leg]:
    """Move the legs, without those that make an error. Returns the moved ones."""
    try:
        with transaction.atomic():
            return legs.move_legs(waiting, State.PRINTED, note, reason=EMPTY)
    except DATABASE_UNAVAILABLE:
        raise
    except Exception as problem:
        logger.exception("legs %s could not be printed", [leg.pk for leg in waiting])
        # The failed attempt has changed the objects, not the rows.
        stored = Leg.objects.filter(pk__in=[leg.pk for leg in waiting]).order_by("pk")
        if len(waiting) == 1:
            _record_error(stored[0], problem)
            return []
    return [moved for leg in stored for moved in _move_to_printed([leg], note)]


def _record_error(leg: Leg, problem: Exception) -> None:
    """Name the error in the letter's history, once: every run tries the letter again."""
    note = internal_error(problem).note
    try:
        with transaction.atomic():
            if _has_met_error(leg):
                Leg.objects.filter(pk=leg.pk).update(reason=note.text)
            else:
                legs.move_legs([leg], State.REROUTED, note, reason=note.text)
    except DATABASE_UNAVAILABLE:
        raise
    except Exception:
        logger.exception("the error of leg %s could not be recorded", leg.pk)


def _has_met_error(leg: Leg) -> bool:
    """Whether the latest event is an error of a run."""
    latest = leg.events.order_by("pk").last()
    return latest is not None and latest.outcome == AttemptOutcome.INTERNAL_ERROR
