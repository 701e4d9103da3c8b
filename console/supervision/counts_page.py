"""Counts of questions and deliveries by actor: filters, drawings and a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from console.fields import ANY, text_widget
from console.state_names import LazyText
from console.supervision.actor_names import names_of_actors
from console.supervision.bars import Drawing, draw_groups
from far.supervision import counts
from far.supervision.counts import MAX_DAYS, CountFilter, Total
from far.supervision.suspensions import SuspendedActor, suspended_actors
from infra import clock
from infra.validation.unstorable import MAX_YEAR, MIN_YEAR

USUAL_DAYS: Final = 30


class CountsForm(forms.Form):
    """The form that narrows the counts. Without days: the last thirty."""

    since = forms.DateField(label=_("Från och med"), required=False, widget=text_widget("date"))
    through = forms.DateField(label=_("Till och med"), required=False, widget=text_widget("date"))
    actor = forms.ChoiceField(label=_("Aktör"), required=False)
    operation = forms.ChoiceField(label=_("Operation"), required=False)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        numbers = counts.known_actors()
        names = names_of_actors(numbers)
        actors = [(number, _label(number, names)) for number in numbers]
        self.fields["actor"].choices = [ANY, *sorted(actors, key=lambda each: each[1].casefold())]  # type: ignore[attr-defined]  # the field is typed without choices
        operations = [(name, name) for name in counts.known_operations()]
        self.fields["operation"].choices = [ANY, *operations]  # type: ignore[attr-defined]  # the field is typed without choices

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if self.errors:
            return values
        last = values["through"] or max(clock.today(), values["since"] or clock.today())
        first = values["since"] or last - timedelta(days=USUAL_DAYS - 1)
        self._require_period(first, last)
        return values | {"since": first, "through": last}

    def _require_period(self, first: date, last: date) -> None:
        if first > last:
            self.add_error("through", _("Den sista dagen ligger före den första."))
        elif (last - first).days >= MAX_DAYS:
            words = _("Perioden får vara högst %(days)s dagar.")
            self.add_error("through", forms.ValidationError(words, params={"days": MAX_DAYS}))

    def clean_since(self) -> date | None:
        return _require_storable(self.cleaned_data["since"])

    def clean_through(self) -> date | None:
        return _require_storable(self.cleaned_data["through"])

    @property
    def period(self) -> tuple[date, date]:
        """First and last day, once the form is valid."""
        return self.cleaned_data["since"], self.cleaned_data["through"]

    @property
    def wanted(self) -> CountFilter:
        """The filter that a valid form asks for."""
        first, last = self.period
        values = self.cleaned_data
        return CountFilter(first, last + timedelta(days=1), values["actor"], values["operation"])


@dataclass(frozen=True)
class CountRow:
    """The calls of one actor to one operation."""

    total: Total
    actor_name: LazyText


@dataclass(frozen=True)
class CountsPage:
    """The values of the page of counts."""

    drawings: list[Drawing]
    rows: list[CountRow]
    suspended: list[SuspendedActor]


def load_counts(form: CountsForm) -> CountsPage:
    """The counts that a valid form asks for."""
    totals = counts.total_counts(form.wanted)
    drawings = draw_groups(counts.count_by_day(form.wanted), *form.period)
    names = names_of_actors({total.actor for total in totals})
    rows = [CountRow(total, names.get(total.actor, "")) for total in totals]
    return CountsPage(drawings, rows, suspended_actors())


def _label(number: str, names: Mapping[str, LazyText]) -> str:
    return f"{names[number]} ({number})" if number in names else number


def _require_storable(day: date | None) -> date | None:
    if day is not None and not MIN_YEAR <= day.year <= MAX_YEAR:
        words = _("Året ska ligga mellan %(first)s och %(last)s.")
        raise forms.ValidationError(words, params={"first": MIN_YEAR, "last": MAX_YEAR})
    return day
