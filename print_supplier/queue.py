"""The print queue: letters that are ready for paper and wait to be printed.

Letters are put in by `print_supplier.preparation`. This module loads no typesetting code, so that every process
can count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, Min, OuterRef, QuerySet, Sum

from formedlare.models import Leg
from formedlare.models.channel import PRINT_QUEUE_LANE
from print_supplier.models import LetterPdf, PrintLetter


@dataclass(frozen=True)
class QueueSummary:
    """How much waits in the queue, and since when."""

    letters: int
    sheets: int
    cost_ore: int
    oldest: datetime | None


def queued_letters() -> QuerySet[PrintLetter]:
    """The letters that wait to be printed."""
    return PrintLetter.objects.filter(run__isnull=True, leg__lane=PRINT_QUEUE_LANE)


def summarize_queue() -> QueueSummary:
    """Count the letters that wait, with one query."""
    cost = F("postage_ore") + F("envelope_ore") + F("sheets_ore")
    sums = queued_letters().aggregate(Count("pk"), Sum("sheets"), cost=Sum(cost), oldest=Min("queued_at"))
    return QueueSummary(sums["pk__count"], sums["sheets__sum"] or 0, sums["cost"] or 0, sums["oldest"])


def print_letters_of(legs: Iterable[Leg]) -> dict[int, PrintLetter]:
    """The legs' letters on paper by key of the leg, each with its run and `has_pdf`."""
    pages = LetterPdf.objects.filter(letter=OuterRef("pk"))
    found = PrintLetter.objects.filter(leg__in=[leg.pk for leg in legs]).select_related("run")
    return {letter.leg_id: letter for letter in found.annotate(has_pdf=Exists(pages))}
