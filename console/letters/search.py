"""Search among the letters: the form with its filters, and the rows of the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from base_registers.models import Company, Person
from console import state_names
from console.fields import ANY, MomentFormField, OrganisationFormField, RecipientFormField, text_widget
from formedlare.deliveries import search
from formedlare.deliveries.search import DeliveryFilter, FoundDelivery
from formedlare.models import Distribution, Lane, Leg
from formedlare.models.channel import PRINT_QUEUE_LANE
from infra.validation.unstorable import number_in_address

LETTERS_PER_PAGE: Final = 50
SHOWN_AT_ONCE: Final = ("recipient", "sender", "state", "channel")
"""The fields that are always seen; the others fold."""


class LetterSearchForm(forms.Form):
    """All that is given must hold, of one and the same recipient."""

    recipient = RecipientFormField(label=_("Mottagare"), required=False)
    sender = OrganisationFormField(label=_("Avsändare"), required=False, widget=text_widget())
    state = forms.ChoiceField(label=_("Läge"), required=False, choices=[ANY, *state_names.STATES.items()])
    channel = forms.ChoiceField(label=_("Kanal"), required=False, choices=[ANY, *state_names.CHANNELS.items()])
    operator = forms.CharField(label=_("Brevlådeoperatör"), required=False, max_length=255, widget=text_widget())
    lane = forms.ChoiceField(label=_("Ligger i kön"), required=False)
    label = forms.CharField(label=_("Märkning"), required=False, max_length=100, widget=text_widget())
    trace = forms.RegexField(
        r"\A[0-9a-f]{32}\Z",
        label=_("Spår"),
        required=False,
        widget=text_widget(),
        error_messages={"invalid": _("Ett spår har 32 tecken: siffror och a till f.")},
    )
    trans_id = forms.CharField(label="TransId", required=False, max_length=100, widget=text_widget())
    reference = forms.CharField(label=_("Avsändarens referens"), required=False, widget=text_widget())
    received_after = MomentFormField(
        label=_("Mottaget från"), required=False, widget=text_widget("datetime-local")
    )
    received_before = MomentFormField(
        label=_("Mottaget före"), required=False, widget=text_widget("datetime-local")
    )

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        lanes = [*Lane.objects.order_by("name").values_list("name", flat=True), PRINT_QUEUE_LANE]
        self.fields["lane"].choices = [ANY, *((name, state_names.LANES.get(name, name)) for name in lanes)]  # type: ignore[attr-defined]  # the field is typed without choices

    @property
    def at_once(self) -> list[forms.BoundField]:
        return [self[name] for name in SHOWN_AT_ONCE]

    @property
    def folded(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in SHOWN_AT_ONCE]

    @property
    def is_unfolded(self) -> bool:
        return any(field.value() or field.errors for field in self.folded)

    @property
    def delivery_filter(self) -> DeliveryFilter:
        """The filter that a valid form asks for."""
        return DeliveryFilter(**self.cleaned_data)


@dataclass(frozen=True)
class LetterRow:
    """A letter in the list."""

    distribution: Distribution
    legs: Sequence[Leg]
    """Some of those that match."""
    recipients: int
    states: Mapping[str, int]
    name: str
    """Of the first recipient."""

    @property
    def leg(self) -> Leg | None:
        return self.legs[0] if self.recipients == 1 and self.legs else None

    @property
    def duration(self) -> timedelta | None:
        leg = self.leg
        return leg.finished_at - leg.received_at if leg and leg.finished_at else None


@dataclass(frozen=True)
class FoundLetters:
    rows: list[LetterRow]
    older: int | None
    """Key after which the next page begins; None: these are the last."""


def find_letters(filters: DeliveryFilter, before: str) -> FoundLetters:
    """A page of letters, newest first. `before` as written in an address; nonsense counts as absent."""
    page = search.find_deliveries(filters, LETTERS_PER_PAGE, number_in_address(before))
    names = names_of({leg.recipient for delivery in page.deliveries for leg in delivery.legs})
    return FoundLetters([_row_of(delivery, names) for delivery in page.deliveries], page.next_cursor)


def _row_of(found: FoundDelivery, names: Mapping[str, str]) -> LetterRow:
    name = names.get(found.legs[0].recipient, "") if found.legs else ""
    return LetterRow(found.distribution, found.legs, sum(found.states.values()), found.states, name)


def names_of(numbers: set[str]) -> dict[str, str]:
    """A name for each, as far as this simulator's population and company registers know it."""
    persons = Person.objects.filter(number__in=numbers).values_list("number", "name")
    companies = Company.objects.filter(number__in=numbers).values_list("number", "name")
    return dict.fromkeys(numbers, _t("Okänd mottagare")) | dict(persons) | dict(companies)
