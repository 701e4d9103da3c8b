"""Prepare letters for paper: look the address up, set the pages, price them, put them into the print queue.

Loads the typesetting code (fpdf2, fontTools, Pillow; about 20 MB). Import it where a letter is prepared, not at
the top of a module that other processes load.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from formedlare import legs
from formedlare.channels.outcome import ChannelRefused, ChannelUnavailable, TryAgain
from formedlare.legs import LegNote, State
from formedlare.models import AttemptOutcome, Content, Leg
from formedlare.models.channel import PRINT_QUEUE_LANE
from infra import clock
from infra.database.write_transaction import write_transaction
from infra.html.parsing.limits import HtmlTooLarge
from infra.texts import EMPTY, Text, join_texts
from infra.work.leases import RELEASED
from print_supplier import prices
from print_supplier.address_lookup import AddressLookup, EnvelopeAddress
from print_supplier.errors import NotPrintable, PrinterBusy
from print_supplier.models import LetterPdf, PrintLetter
from print_supplier.paper import content, letter_pages, merging

PATIENCE: Final = timedelta(days=1)
"""The deadline of a letter is moved so far ahead when the register or the printer cannot serve it."""
QUEUED: Final = Text(
    "i utskriftskön: {sheets} blad, {envelope}, {grams} g",
    "in the print queue: {sheets} sheets, {envelope}, {grams} g",
)
FONTS_MISSING: Final = Text(
    "typsnitt är inte inbäddade i {file} ({fonts}), vilket tryckerier kräver",
    "fonts are not embedded in {file} ({fonts}), as print suppliers demand",
)
PAGES_DAMAGED: Final = Text(
    "skadade sidor i {file}: {pages}; en upplysning står i deras ställe",
    "damaged pages in {file}: {pages}; a notice stands in their place",
)


@dataclass(frozen=True)
class PreparedLetter:
    """A letter that can be printed."""

    address: Sequence[str]
    """The lines as they stand in the window."""
    merged: merging.MergedPdf
    cost: prices.LetterCost
    attachments: Sequence[merging.PlacedAttachment]


def enqueue_letter(leg: Leg, addresses: AddressLookup | None = None) -> None:
    """Prepare the leg's letter and put it into the print queue. A letter that is there already stays as it is.

    The leg leaves the channel's lane, so later letters to the same recipient do not wait for the paper.
    `addresses`: the lookup of letters that are prepared together.

    Raises:
        ChannelRefused: it cannot be printed: nowhere to send it, a file that is no PDF, too heavy, or content that
            breaks the rules of every channel.
        ChannelUnavailable: the population register did not answer.
        TryAgain: all processes that read PDFs are at work.
    """
    if PrintLetter.objects.filter(leg=leg).exists():
        return
    try:
        address = (addresses or AddressLookup([leg.recipient])).address_of(leg.recipient)
    except ChannelUnavailable:
        _extend_deadline(leg)
        raise
    _store(leg, _prepare(leg, address))


def _extend_deadline(leg: Leg) -> None:
    """Paper is the last channel: the deadline, which is meant for Mina meddelanden, must not end it."""
    until = clock.now() + PATIENCE
    if leg.deadline < until:
        with write_transaction():
            Leg.objects.filter(pk=leg.pk, claimed_by=leg.claimed_by).update(deadline=until)
        leg.deadline = until


def _prepare(leg: Leg, address: EnvelopeAddress) -> PreparedLetter:
    try:
        contents = content.read_contents(bytes(Content.objects.get(distribution=leg.distribution_id).xml))
        lines = address.lines(contents.attention)
        attachments = merging.place_attachments(contents.attachments)
        merged = _set_and_merge(leg, contents, lines, attachments)
        return PreparedLetter(lines, merged, prices.current_prices().cost_of(merged.sheets), attachments)
    except (NotPrintable, HtmlTooLarge) as obstacle:
        raise ChannelRefused(*obstacle.text) from obstacle
    except PrinterBusy as obstacle:
        _extend_deadline(leg)
        raise TryAgain(*obstacle.text) from obstacle


def _set_and_merge(
    leg: Leg,
    contents: content.LetterContents,
    address: Sequence[str],
    attachments: Sequence[merging.PlacedAttachment],
) -> merging.MergedPdf:
    head = letter_pages.LetterHead(
        address=address,
        day=leg.received_at.astimezone(clock.SWEDEN).date(),
        reference=contents.reference,
        attachments=len(attachments),
        enclosed_pages=sum(item.placed.pages for item in attachments),
    )
    return merging.merge_letter(letter_pages.set_pages(contents, head), attachments)


def _store(leg: Leg, prepared: PreparedLetter) -> None:
    """In one transaction, move the leg out of the lane and store the letter, unless another worker moved it."""
    with write_transaction():
        moved = legs.move_legs(
            [leg],
            State.REROUTED,
            LegNote(_describe(prepared), AttemptOutcome.ACCEPTED),
            lane=PRINT_QUEUE_LANE,
            order_key=None,
            reason=EMPTY,
            **RELEASED,
        )
        if moved:
            letter = PrintLetter.objects.create(
                leg=leg,
                queued_at=clock.now(),
                address=list(prepared.address),
                pages=prepared.merged.pages,
                sheets=prepared.merged.sheets,
                envelope=prepared.cost.envelope,
                weight_grams=prepared.cost.weight_grams,
                postage_ore=prepared.cost.postage_ore,
                envelope_ore=prepared.cost.envelope_ore,
                sheets_ore=prepared.cost.sheets_ore,
            )
            LetterPdf.objects.create(letter=letter, pdf=prepared.merged.pdf)


def _describe(prepared: PreparedLetter) -> Text:
    cost = prepared.cost
    queued = QUEUED.format(sheets=prepared.merged.sheets, envelope=cost.envelope, grams=cost.weight_grams)
    return join_texts("; ", [queued, *(remark for item in prepared.attachments for remark in _remarks_on(item))])


def _remarks_on(item: merging.PlacedAttachment) -> Iterator[Text]:
    """The parts of an attachment that are not printed as its sender meant them."""
    placed = item.placed
    if placed.missing_fonts:
        yield FONTS_MISSING.format(file=item.filename, fonts=", ".join(placed.missing_fonts))
    if placed.bad_pages:
        yield PAGES_DAMAGED.format(file=item.filename, pages=", ".join(map(str, placed.bad_pages)))
