"""Webhooks: who subscribes, what each was told and how it went."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from formedlare.webhooks.models import Attempt, EventType, OutboxEvent, Subscription
from formedlare.webhooks.shapes import CHOICES, SubscriptionChange
from testbed.console import words
from testbed.console.checking import check
from testbed.console.fields import text
from testbed.console.rules import senders

EVENTS: Final = 50
TYPES: Final[dict[str, words.Text]] = {kind: words.STATES[kind] for kind, _label in CHOICES}
TYPES[EventType.PING] = _("Prov")
STATES: Final[dict[str, words.Text]] = {
    OutboxEvent.State.PENDING: _("Ska sändas"),
    OutboxEvent.State.SENT: _("Sänd"),
    OutboxEvent.State.FAILED: _("Gavs upp"),
}
TONES: Final = {OutboxEvent.State.PENDING: "wait", OutboxEvent.State.SENT: "good", OutboxEvent.State.FAILED: "bad"}


@dataclass(frozen=True)
class Hook:
    """A subscription, and how many events of it are in which state."""

    subscription: Subscription
    sender: str
    """Name of the sender; empty: every sender."""
    events: list[words.Text]
    pending: int
    sent: int
    failed: int

    @property
    def tone(self) -> str:
        if not self.subscription.active:
            return "moving"
        return "bad" if self.subscription.failures or self.failed else "good"


@dataclass(frozen=True)
class Told:
    """An event with the last attempts to tell it."""

    event: OutboxEvent
    type: words.Text
    state: words.Text
    tone: str
    attempts: list[Attempt]


@dataclass(frozen=True)
class Log:
    told: list[Told]
    older: int | None


class SubscriptionForm(forms.Form):
    """`values` are what was given, once the form is valid."""

    url = forms.CharField(
        label=_("Adress"),
        max_length=2000,
        help_text=_("Dit händelserna postas, till exempel https://system.example/hook"),
        error_messages={"required": _("Skriv en adress.")},
        widget=text("url"),
    )
    sender = forms.ChoiceField(label=_("Brev från"), required=False)
    events = forms.MultipleChoiceField(
        label=_("Berätta när ett brev blir"),
        choices=[(kind, words.STATES[kind]) for kind, _label in CHOICES],
        initial=[kind for kind, _label in CHOICES],
        error_messages={"required": _("Välj minst en händelse.")},
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        choices = [("", _("alla avsändare")), *senders.registered().items()]
        self.fields["sender"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            self.values: dict[str, Any] = check(self, SubscriptionChange, self.cleaned_data)
        return self.cleaned_data


def hooks() -> list[Hook]:
    """All subscriptions, the oldest first."""
    names = senders.registered()
    return [_hook(each, names, _counts(each)) for each in Subscription.objects.order_by("pk")]


def hook(subscription: Subscription) -> Hook:
    return _hook(subscription, senders.registered(), _counts(subscription))


def log(subscription: Subscription, state: str, before: str) -> Log:
    """A page of events, the newest first; of one state, or of all."""
    rows = OutboxEvent.objects.filter(subscription=subscription).select_related("leg__distribution")
    if state in STATES:
        rows = rows.filter(state=state)
    if before.isascii() and before.isdigit():
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.prefetch_related("log").order_by("-pk")[: EVENTS + 1])
    return Log([_told(event) for event in found[:EVENTS]], found[EVENTS - 1].pk if len(found) > EVENTS else None)


def _counts(subscription: Subscription) -> dict[str, int]:
    rows = OutboxEvent.objects.filter(subscription=subscription).values_list("state").annotate(Count("pk"))
    return dict(rows.order_by())


def _hook(subscription: Subscription, names: dict[str, str], counts: dict[str, int]) -> Hook:
    return Hook(
        subscription,
        names.get(subscription.sender, subscription.sender),
        [TYPES.get(kind, kind) for kind in subscription.events],
        counts.get(OutboxEvent.State.PENDING, 0),
        counts.get(OutboxEvent.State.SENT, 0),
        counts.get(OutboxEvent.State.FAILED, 0),
    )


def _told(event: OutboxEvent) -> Told:
    state = OutboxEvent.State(event.state)
    return Told(event, TYPES.get(event.type, event.type), STATES[state], TONES[state], list(event.log.all())[-3:])
