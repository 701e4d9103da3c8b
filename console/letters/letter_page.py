"""One letter: its recipients, its state, why it takes that channel, and its life step by step."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from console.letters.search import names_of
from console.letters.step import LetterStep
from console.letters.timeline import steps_of
from formedlare.lanes import ordering
from formedlare.lanes.status import next_try_at
from formedlare.models import Distribution, Lane, Leg
from infra import clock
from infra.validation.unstorable import number_in_address
from infra.web.recipient_links import PhoneLinks, phone_links
from infra.web.renewal import version_of
from print_supplier.models import LetterPdf, PrintLetter

LEGS_LISTED: Final = 50


@dataclass(frozen=True)
class ListedRecipient:
    """One of several, in the list of a notification's recipients."""

    leg: Leg
    name: str
    is_shown: bool


@dataclass(frozen=True)
class LegView:
    """The way to one recipient, with everything that is known of it."""

    leg: Leg
    name: str
    steps: list[LetterStep]
    next_try_at: datetime | None
    waits_for: Leg | None
    """The leg of an earlier letter that must arrive before it."""
    phone: PhoneLinks | None
    print_letter: PrintLetter | None
    """The letter as it was or will be printed."""
    has_pdf: bool

    @property
    def is_under_way(self) -> bool:
        return self.leg.finished_at is None

    @property
    def is_due(self) -> bool:
        """Its next try may be made now."""
        return self.next_try_at is not None and self.next_try_at <= clock.now()


@dataclass(frozen=True)
class LetterPage:
    """A letter, the way to the recipient that is shown, and the list of all recipients."""

    distribution: Distribution
    shown: LegView | None
    """None: there are several recipients, and none has been picked."""
    recipients: Sequence[ListedRecipient]
    """Empty: there is only one."""
    states: dict[str, int]
    after: int | None
    """The key that the list of recipients goes on after; None: these are the last."""

    @property
    def version(self) -> str:
        """Changes when the page would look different."""
        one = self.shown
        shown = one and (one.steps, one.next_try_at, one.is_due, one.leg.state, one.waits_for and one.waits_for.pk)
        return version_of(shown, self.states)


def load_letter_page(distribution: Distribution, recipient: str, after: str = "") -> LetterPage:
    """The letter, with the way to `recipient`, or to its only one.

    `after`: the key that the list of recipients goes on after, as written in an address.
    """
    counts = Counter(distribution.legs.values_list("state", flat=True))
    legs = distribution.legs.select_related("distribution").order_by("pk")
    shown = legs.filter(recipient=recipient).first() if recipient else None
    if shown is None and counts.total() == 1:
        shown = legs.first()
    following = legs.filter(pk__gt=number_in_address(after) or 0)
    listed = [] if counts.total() == 1 else list(following[: LEGS_LISTED + 1])
    more = listed[LEGS_LISTED - 1].pk if len(listed) > LEGS_LISTED else None
    names = names_of({leg.recipient for leg in [*listed, *([shown] if shown else [])]})
    return LetterPage(
        distribution,
        _view_leg(shown, names[shown.recipient]) if shown else None,
        [ListedRecipient(leg, names[leg.recipient], leg == shown) for leg in listed[:LEGS_LISTED]],
        dict(counts),
        more,
    )


def _view_leg(leg: Leg, name: str) -> LegView:
    lane = Lane.objects.filter(name=leg.lane).first() if leg.lane else None
    print_letter = PrintLetter.objects.filter(leg=leg).select_related("run").first()
    return LegView(
        leg,
        name,
        steps_of(leg),
        next_try_at(leg, lane),
        waits_for=ordering.waits_for([leg]).get(leg.pk),
        phone=phone_links(leg.recipient),
        print_letter=print_letter,
        has_pdf=LetterPdf.objects.filter(letter=leg.pk).exists(),
    )
