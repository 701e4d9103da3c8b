"""Webhooks: the subscriptions, the events of each, and whether they arrived."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from django import forms
from django.db.models import Count, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from console import state_names
from console.fields import text_widget
from console.refusals import as_sentence
from console.rules import senders
from formedlare.sender_settings.registered_senders import require_registered
from infra.database.pages import page_of
from infra.errors import SenderNotRegistered
from infra.validation.unstorable import number_in_address
from infra.web.renewal import version_of
from webhooks.models import SUBSCRIBABLE_EVENTS, Attempt, EventType, OutboxEvent, Subscription
from webhooks.sending import url_guard
from webhooks.subscriptions import list_events

EVENTS_LISTED: Final = 50
ATTEMPTS_SHOWN: Final = 3
"""Of each event. REST has them all."""
SUBSCRIPTIONS_LISTED: Final = 20
TYPES: Final[dict[str, state_names.LazyText]] = {kind: state_names.STATES[kind] for kind in SUBSCRIBABLE_EVENTS}
TYPES[EventType.PING] = _("Prov")
STATES: Final[dict[str, state_names.LazyText]] = {
    OutboxEvent.State.PENDING: _("Ska sändas"),
    OutboxEvent.State.SENT: _("Sänd"),
    OutboxEvent.State.FAILED: _("Gavs upp"),
}
NOT_ARRIVED: Final[state_names.LazyText] = _("Kom inte fram")
"""A trial is not given up: it is tried once."""
TONES: Final = {OutboxEvent.State.PENDING: "wait", OutboxEvent.State.SENT: "good", OutboxEvent.State.FAILED: "bad"}


class ReceiverState(Enum):
    """Whether a receiver takes what it is sent; the values are the tones that show it."""

    OFF = "moving"
    TROUBLE = "bad"
    """It did not take what it was sent last: no answer, an error or a redirection."""
    NEW = "wait"
    """It has taken nothing yet, and refused nothing but trials."""
    WORKS = "good"


RECEIVER_STATES: Final[dict[ReceiverState, state_names.LazyText]] = {
    ReceiverState.OFF: _("Avstängd"),
    ReceiverState.TROUBLE: _("Tar inte emot"),
    ReceiverState.NEW: _("Inget mottaget än"),
    ReceiverState.WORKS: _("I gång"),
}


@dataclass(frozen=True)
class SubscriptionView:
    """A subscription, and how many events of it are in which state; trials are not counted."""

    subscription: Subscription
    sender: str
    """Name of the sender; empty: every sender."""
    events: list[state_names.LazyText]
    pending: int
    sent: int
    failed: int

    @property
    def receiver_state(self) -> ReceiverState:
        if not self.subscription.active:
            return ReceiverState.OFF
        if self.subscription.failures or self.subscription.last_problem:
            return ReceiverState.TROUBLE
        return ReceiverState.WORKS if self.subscription.last_success_at else ReceiverState.NEW

    @property
    def name(self) -> state_names.LazyText:
        return RECEIVER_STATES[self.receiver_state]

    @property
    def tone(self) -> str:
        return self.receiver_state.value


@dataclass(frozen=True)
class WebhookEventView:
    """An event with the last attempts to deliver it."""

    event: OutboxEvent
    type: state_names.LazyText
    state: state_names.LazyText
    tone: str
    attempts: list[Attempt]
    """The last of them."""
    earlier: int
    """The number of attempts before those."""


@dataclass(frozen=True)
class EventsPage:
    """Some events of a subscription, the newest first."""

    shown: list[WebhookEventView]
    older: int | None
    """The event before which the next page begins; None: these are the first."""


@dataclass(frozen=True)
class SubscriptionsPage:
    """Some subscriptions, the newest first."""

    shown: list[SubscriptionView]
    older: int | None

    @property
    def version(self) -> str:
        """Changes when the list would look different."""
        return version_of(*(_visible_values(each) for each in self.shown))


def version_of_subscription(view: SubscriptionView, page: EventsPage) -> str:
    """Changes when the page of one subscription would look different."""
    events = [(each.event.pk, each.event.state, [attempt.pk for attempt in each.attempts]) for each in page.shown]
    times = (view.subscription.retry_at, view.subscription.last_success_at)
    return version_of(_visible_values(view), times, events, page.older)


def _visible_values(view: SubscriptionView) -> tuple[object, ...]:
    row, counts = view.subscription, (view.pending, view.sent, view.failed)
    return (row.pk, view.receiver_state, row.failures, row.last_problem, row.average_ms, *counts)


class SubscriptionForm(forms.Form):
    """The form of a subscription: the address, the events, and the sender of the letters."""

    url = forms.CharField(
        label=_("Adress"),
        max_length=2000,
        help_text=_("Dit händelserna postas, till exempel https://system.example/hook"),
        error_messages={"required": _("Skriv en adress.")},
        widget=text_widget("url"),
    )
    sender = forms.ChoiceField(label=_("Brev från"), required=False)
    events = forms.MultipleChoiceField(
        label=_("Berätta när ett brev blir"),
        choices=[(kind.value, state_names.STATES[kind]) for kind in SUBSCRIBABLE_EVENTS],
        initial=[kind.value for kind in SUBSCRIBABLE_EVENTS],
        error_messages={"required": _("Välj minst en händelse.")},
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        choices = [("", _("alla avsändare")), *senders.registered_senders().items()]
        self.fields["sender"].choices = choices  # type: ignore[attr-defined]  # the field is typed without choices

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        try:
            url_guard.resolve_target(url)
        except url_guard.UrlRefused as refusal:
            raise forms.ValidationError(as_sentence(refusal.text)) from refusal
        return url

    def clean_sender(self) -> str:
        sender: str = self.cleaned_data["sender"]
        try:
            if sender:
                require_registered(sender)
        except SenderNotRegistered as refusal:
            raise forms.ValidationError(as_sentence(refusal.text)) from refusal
        return sender


def subscriptions_page(before: str) -> SubscriptionsPage:
    """A page of subscriptions. `before` as written in an address; nonsense counts as absent."""
    rows = Subscription.objects.order_by("-pk")
    if key := number_in_address(before):
        rows = rows.filter(pk__lt=key)
    found, last = page_of(rows, SUBSCRIPTIONS_LISTED)
    names, counts = senders.registered_senders(), _count_events(found)
    shown = [_view_subscription(each, names, counts[each.pk]) for each in found]
    return SubscriptionsPage(shown, last.pk if last else None)


def view_subscription(subscription: Subscription) -> SubscriptionView:
    return _view_subscription(
        subscription, senders.registered_senders(), _count_events([subscription])[subscription.pk]
    )


def events_page(subscription: Subscription, state: str, before: str) -> EventsPage:
    """A page of events, the newest first; of one state, or of all."""
    which = {"state": state} if state in STATES else {}
    events, older = list_events(subscription, EVENTS_LISTED, number_in_address(before), **which)
    prefetch_related_objects(events, "leg__distribution", "log")
    return EventsPage([_view_event(event) for event in events], older)


def _count_events(subscriptions: Iterable[Subscription]) -> Mapping[int, Counter[str]]:
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    events = OutboxEvent.objects.filter(subscription__in=subscriptions).exclude(type=EventType.PING)
    rows = events.values_list("subscription", "state")
    for pk, state, count in rows.annotate(Count("pk")).order_by():
        counts[pk][state] = count
    return counts


def _view_subscription(
    subscription: Subscription, names: dict[str, str], counts: Counter[str]
) -> SubscriptionView:
    return SubscriptionView(
        subscription,
        names.get(subscription.sender, subscription.sender),
        [TYPES.get(kind, kind) for kind in subscription.events],
        counts[OutboxEvent.State.PENDING],
        counts[OutboxEvent.State.SENT],
        counts[OutboxEvent.State.FAILED],
    )


def _view_event(event: OutboxEvent) -> WebhookEventView:
    state, attempts = OutboxEvent.State(event.state), list(event.log.all())
    name = NOT_ARRIVED if (event.type, state) == (EventType.PING, OutboxEvent.State.FAILED) else STATES[state]
    shown = attempts[-ATTEMPTS_SHOWN:]
    return WebhookEventView(
        event, TYPES.get(event.type, event.type), name, TONES[state], shown, len(attempts) - len(shown)
    )
