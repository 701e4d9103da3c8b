"""The print queue: letters are made ready for paper, and lie there until they are printed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Exists, F, Min, OuterRef, QuerySet, Sum

from formedlare import legs
from formedlare.channels.outcome import ChannelAway, ChannelRefused, TryAgain
from formedlare.legs import Note, State
from formedlare.models import AttemptOutcome, Content, Leg
from formedlare.models.channel import PRINT_QUEUE_LANE
from infra import clock
from infra.database.sqlite_write_lock import writing
from infra.html.tree import TOO_LARGE, HtmlTooLarge
from infra.texts import EMPTY, Text, join
from infra.work.leases import RELEASED
from print_supplier import address_lookup, prices
from print_supplier.models import LetterPdf, PrintLetter
from print_supplier.paper import content, merging, sheet

PATIENCE: Final = timedelta(days=1)


@dataclass(frozen=True)
class Ready:
    """A letter that can be printed."""

    address: Sequence[str]
    put: merging.Put
    cost: prices.Cost
    attached: Sequence[merging.Attached]


@dataclass(frozen=True)
class Lying:
    """How much lies in the queue, and since when."""

    letters: int
    sheets: int
    cost_ore: int
    oldest: datetime | None


def put(leg: Leg, asked: address_lookup.Asked | None = None) -> None:
    """Make the letter and put it into the print queue; once, however often this is called.

    Later letters to the same recipient do not wait for the paper. `asked`: the addresses of those that are
    made ready together.

    Raises:
        ChannelRefused: it cannot be printed: nowhere to send it, a file that is no PDF, too heavy, or content that
            breaks the rules of every channel.
        ChannelAway: the population register did not answer.
        TryAgain: everything that could make it ready is at work.
    """
    if PrintLetter.objects.filter(leg=leg).exists():
        return
    try:
        address = (asked or address_lookup.Asked([leg.recipient])).of(leg.recipient)
    except ChannelAway:
        _extend(leg)
        raise
    _keep(leg, _ready(leg, address))


def queued() -> QuerySet[PrintLetter]:
    """The letters that wait to be printed."""
    return PrintLetter.objects.filter(run__isnull=True, leg__lane=PRINT_QUEUE_LANE)


def lying() -> Lying:
    """Count what lies in the queue."""
    cost = F("postage_ore") + F("envelope_ore") + F("sheets_ore")
    sums = queued().aggregate(Count("pk"), Sum("sheets"), cost=Sum(cost), oldest=Min("queued_at"))
    return Lying(sums["pk__count"], sums["sheets__sum"] or 0, sums["cost"] or 0, sums["oldest"])


def papers_of(legs: Iterable[Leg]) -> dict[int, PrintLetter]:
    """The legs' letters on paper by key of the leg, each with its run and `has_pdf`."""
    pages = LetterPdf.objects.filter(letter=OuterRef("pk"))
    found = PrintLetter.objects.filter(leg__in=[leg.pk for leg in legs]).select_related("run")
    return {letter.leg_id: letter for letter in found.annotate(has_pdf=Exists(pages))}


def _extend(leg: Leg) -> None:
    """Paper is the last way: the deadline, which is that of Mina meddelanden, must not end it."""
    until = clock.now() + PATIENCE
    if leg.deadline < until:
        with writing():
            Leg.objects.filter(pk=leg.pk, claimed_by=leg.claimed_by).update(deadline=until)
        leg.deadline = until


def _ready(leg: Leg, address: address_lookup.PostalAddress) -> Ready:
    try:
        contents = content.read(bytes(Content.objects.get(distribution=leg.distribution_id).xml))
        lines = address.lines(contents.attention)
        attached = merging.opened(contents.enclosures)
        letter = _on_paper(leg, contents, lines, attached)
        return Ready(lines, letter, prices.current().cost(letter.sheets), attached)
    except (content.NotPrintable, prices.TooHeavy) as obstacle:
        raise ChannelRefused(obstacle.swedish, obstacle.english) from obstacle
    except HtmlTooLarge as obstacle:
        raise ChannelRefused(*TOO_LARGE) from obstacle
    except merging.PrinterBusy as obstacle:
        _extend(leg)
        raise TryAgain(
            "skrivaren har fullt upp med andra brev", "printing is busy with other letters"
        ) from obstacle
    except sheet.TooLong as obstacle:
        raise ChannelRefused(
            f"texten fyller mer än {sheet.MOST_PAGES} sidor", f"the text fills more than {sheet.MOST_PAGES} pages"
        ) from obstacle


def _on_paper(
    leg: Leg, contents: content.Contents, lines: Sequence[str], attached: Sequence[merging.Attached]
) -> merging.Put:
    head = sheet.Head(
        address=lines,
        day=leg.received_at.astimezone(clock.SWEDEN).date(),
        reference=contents.reference,
        enclosures=len(attached),
        enclosed_pages=sum(item.placed.pages for item in attached),
    )
    return merging.put_together(sheet.pages(contents, head), attached)


def _keep(leg: Leg, ready: Ready) -> None:
    """One transaction: the leg leaves the lane, and the letter lies in the queue."""
    with writing():
        moved = legs.move(
            [leg],
            State.REROUTED,
            Note(_text(ready), AttemptOutcome.ACCEPTED),
            lane=PRINT_QUEUE_LANE,
            order_key=None,
            reason=EMPTY,
            **RELEASED,
        )
        if moved:
            letter = PrintLetter.objects.create(
                leg=leg,
                queued_at=clock.now(),
                address=list(ready.address),
                pages=ready.put.pages,
                sheets=ready.put.sheets,
                envelope=ready.cost.envelope,
                weight_grams=ready.cost.weight_grams,
                postage_ore=ready.cost.postage_ore,
                envelope_ore=ready.cost.envelope_ore,
                sheets_ore=ready.cost.sheets_ore,
            )
            LetterPdf.objects.create(letter=letter, pdf=ready.put.pdf)


QUEUED: Final = Text(
    "i utskriftskön: {sheets} blad, {envelope}, {grams} g",
    "in the print queue: {sheets} sheets, {envelope}, {grams} g",
)


def _text(ready: Ready) -> Text:
    cost = ready.cost
    queued = QUEUED.format(sheets=ready.put.sheets, envelope=cost.envelope, grams=cost.weight_grams)
    remarks = [remark for item in ready.attached for remark in _remarks(item)]
    return join("; ", [queued, *remarks])


def _remarks(item: merging.Attached) -> Iterator[Text]:
    """What of an attachment is not printed as its sender meant it."""
    if item.placed.missing_fonts:
        named = f"{item.filename} ({', '.join(item.placed.missing_fonts)})"
        yield Text(
            f"typsnitt är inte inbäddade i {named}, vilket tryckerier kräver",
            f"fonts are not embedded in {named}, as print suppliers demand",
        )
    if item.placed.bad_pages:
        pages = ", ".join(map(str, item.placed.bad_pages))
        yield Text(
            f"skadade sidor i {item.filename}: {pages}; en upplysning står i deras ställe",
            f"damaged pages in {item.filename}: {pages}; a notice stands in their place",
        )
