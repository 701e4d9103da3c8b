"""Print runs: what lies in the print queue is printed, each letter in exactly one run.

A run is one transaction: its row, its letters and their legs' last state. Killed in the middle, nothing of it
has happened, and the letters lie in the queue still.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db.models import Exists, Max, OuterRef

from formedlare import legs
from formedlare.legs import Note, State
from formedlare.models import Leg
from infra import clock
from infra.database.sqlite_write_lock import writing
from infra.texts import Text
from print_supplier import queue
from print_supplier.models import LetterPdf, PrintLetter, PrintRun
from print_supplier.paper import merging

PRINTED: Final = Text("utskriven i körning {number}", "printed in run {number}")
MOST_LETTERS: Final = 500
"""In a run: it holds the database for as long as that takes."""


def print_queued(most: int = MOST_LETTERS) -> PrintRun | None:
    """Print what lies in the queue, the oldest first, at most `most` letters. None: nothing lay there."""
    with writing():
        # Whoever comes second waits for the locks, and then finds that these letters have been printed.
        queued = queue.queued().select_for_update(of=("self",))
        letters = {letter.leg_id: letter for letter in queued.select_related("leg").order_by("leg")[:most]}
        return _print(letters) if letters else None


def print_all(most: int = MOST_LETTERS) -> Iterator[PrintRun]:
    """Run after run until the queue is empty."""
    while run := print_queued(most):
        yield run


def _print(letters: dict[int, PrintLetter]) -> PrintRun | None:
    number = (PrintRun.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    note = Note(PRINTED.format(number=number))
    printed = [
        letters[leg.pk] for leg in legs.move([_leg(item) for item in letters.values()], State.PRINTED, note)
    ]
    if not printed:
        return None
    run = PrintRun.objects.create(
        number=number,
        printed_at=clock.now(),
        letters=len(printed),
        sheets=sum(letter.sheets for letter in printed),
        cost_ore=sum(letter.cost_ore for letter in printed),
    )
    PrintLetter.objects.filter(pk__in=[letter.pk for letter in printed]).update(run=run)
    return run


def _leg(letter: PrintLetter) -> Leg:
    return letter.leg


def pdf_of(run: PrintRun) -> bytes | None:
    """All letters of a run as one PDF, as they come out of the printer. None: they are forgotten.

    Raises:
        PdfError: together they take too much, or no process is free to do it.
    """
    files = LetterPdf.objects.filter(letter__run=run).order_by("letter")
    letters = [bytes(pdf) for pdf in files.values_list("pdf", flat=True)]
    return merging.one_after_another(letters) if letters else None


def with_pdf(shown: Sequence[PrintRun]) -> set[int]:
    """The keys of the runs whose pages are still there."""
    pages = LetterPdf.objects.filter(letter__run=OuterRef("pk"))
    kept = PrintRun.objects.filter(Exists(pages), pk__in=[run.pk for run in shown])
    return set(kept.values_list("pk", flat=True))


def forget() -> int:
    """Delete the pages of letters that were printed settings.RELAY_KEEP_HOURS ago; say how many."""
    before = clock.now() - timedelta(hours=settings.RELAY_KEEP_HOURS)
    old = list(LetterPdf.objects.filter(letter__run__printed_at__lt=before).values_list("pk", flat=True)[:500])
    if not old:
        return 0
    with writing():
        return LetterPdf.objects.filter(pk__in=old).delete()[0]
