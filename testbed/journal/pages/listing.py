"""The live list of exchanges: the search, its rows, and the version by which an open page learns of new ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from console.fields import ANY, text_widget
from console.supervision.actor_names import names_of_actors
from infra.errors import InvalidInput
from infra.hooks.exchanges import Edge, Verdict
from infra.identity.masking import mask_numbers
from infra.templatetags.texts import in_own_language
from infra.validation.unstorable import number_in_address
from infra.web.renewal import version_of
from testbed.journal.models import Exchange
from testbed.journal.pages.wording import VERDICTS, Party, Words, action_of, party_of
from testbed.journal.search import query_language
from testbed.journal.search.finding import find_page
from testbed.journal.search.query_language import Search, parse_search

ROWS: Final = 50
EDGES: Final[Mapping[str, Words]] = {
    Edge.SOAP.value: "SOAP",
    Edge.SMTP.value: _("E-post in"),
    Edge.EMAIL.value: _("E-post ut"),
    Edge.SMS.value: "SMS",
    Edge.WEBHOOK.value: "Webhook",
    Edge.PAGE.value: _("Sidor som läses"),
}


class ExchangeSearchForm(forms.Form):
    """The search language in one field, and the two filters that are used most."""

    q = forms.CharField(
        label=_("Sök"),
        required=False,
        max_length=query_language.MAX_LENGTH,
        strip=True,
        widget=text_widget(),
        help_text=_("Ord, eller filter som operation:deliverSecure, label:körning, call_id:…"),
    )
    verdict = forms.ChoiceField(label=_("Utfall"), required=False, choices=[ANY, *VERDICTS.items()])
    edge = forms.ChoiceField(label=_("Gräns"), required=False, choices=[ANY, *EDGES.items()])

    wanted = Search()
    """What is searched for, once the form is valid."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            wanted = parse_search(cleaned.get("q", ""))
            for name in ("verdict", "edge"):
                if value := cleaned.get(name):
                    wanted = wanted.and_also(name, value)
        except InvalidInput as refusal:
            self.add_error("q", in_own_language(refusal.text))
        else:
            self.wanted = wanted
        return cleaned

    @property
    def query(self) -> str:
        """The search as the query of an address."""
        return urlencode({name: value for name in self.fields if (value := self.data.get(name))})


@dataclass(frozen=True)
class ExchangeRow:
    """An exchange in the list."""

    exchange: Exchange
    caller_name: str | Words

    @property
    def action(self) -> str:
        return action_of(self.exchange)

    @property
    def party(self) -> Party:
        return party_of(self.exchange)

    @property
    def recipient(self) -> str:
        return mask_numbers(self.exchange.recipient)

    @property
    def subject(self) -> str:
        return mask_numbers(self.exchange.subject)

    @property
    def others(self) -> int:
        """Recipients beside the first one."""
        return max(0, self.exchange.recipients - 1)


@dataclass(frozen=True)
class Listing:
    """A page of the list."""

    rows: Sequence[ExchangeRow]
    older: int | None
    """Key after which the next page begins; None: these are the last. There may be one where the search took too
    long to find anything."""

    @property
    def version(self) -> str:
        return version_of([row.exchange.pk for row in self.rows])


def load_listing(wanted: Search, before: str = "") -> Listing:
    """A page of exchanges, the newest first. `before` as written in an address; nonsense counts as absent."""
    page = find_page(wanted, ROWS, number_in_address(before))
    return Listing(rows_of(page.exchanges), page.next_cursor)


def rows_of(exchanges: Sequence[Exchange]) -> list[ExchangeRow]:
    """The exchanges with the names of their callers."""
    names = names_of_actors({each.caller for each in exchanges})
    return [ExchangeRow(each, names.get(each.caller, "")) for each in exchanges]


assert set(VERDICTS) == {each.value for each in Verdict}, "each verdict has a name"
