"""A letter's life as steps in plain words: at the relay, and afterwards at the mailbox operator."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Final

from django.utils.translation import gettext as _

from console import state_names
from console.letters import webhook_steps
from console.letters.step import LetterStep
from formedlare.models import AttemptOutcome, Distribution, Event, Leg
from formedlare.models.channel import Channel
from infra.outbox.models import OutboxMessage, OutgoingMessage
from infra.texts import join_texts
from infra.web.recipient_links import address_of, is_company, phone_address
from mailbox_operator.models import Delivery, Message

SHOWN_ALIKE: Final = 3
SYSTEM_FAULTS: Final = frozenset(
    {AttemptOutcome.SYSTEM_FAULT, AttemptOutcome.LOOKUP_FAILED, AttemptOutcome.INTERNAL_ERROR}
)


def steps_of(leg: Leg) -> list[LetterStep]:
    """All that is known of the leg's letter, in order."""
    relay = _shorten_repetitions(_name_addresses_once(_without_begun_attempts(list(leg.events.all()))))
    known = [
        _intake_step(leg.distribution),
        *relay,
        *steps_in_mailboxes(messages_of(leg)),
        *_relay_sendings(leg),
        *_webhook_attempts(leg),
    ]
    return sorted(known, key=lambda step: step.at)


def _webhook_attempts(leg: Leg) -> list[LetterStep]:
    return _shorten_repetitions(sorted(webhook_steps.steps_of(leg), key=lambda step: (step.title, step.at)))


def _without_begun_attempts(events: list[Event]) -> Iterator[LetterStep]:
    """One step for each event; the beginning of an attempt only while it has no end."""
    for earlier, event, following in zip([None, *events], events, [*events[1:], None], strict=False):
        if event.state != Leg.State.SENDING or following is None:
            yield _event_step(event, earlier)


def _name_addresses_once(known: Iterable[LetterStep]) -> list[LetterStep]:
    """The operator's address at the first attempt there, not again at each further one."""
    shown: list[LetterStep] = []
    last = ""
    for step in known:
        shown.append(replace(step, address="") if step.address == last else step)
        last = step.address or last
    return shown


def _shorten_repetitions(known: list[LetterStep]) -> list[LetterStep]:
    """Shorten a run of many equal steps to the first two and the last."""
    shown: list[LetterStep] = []
    for _same, group in groupby(known, key=lambda step: (step.title, step.detail)):
        alike = list(group)
        if len(alike) <= SHOWN_ALIKE:
            shown += alike
        else:
            shown += [*alike[: SHOWN_ALIKE - 1], replace(alike[-1], repeated=len(alike) - SHOWN_ALIKE)]
    return shown


def _intake_step(distribution: Distribution) -> LetterStep:
    by = distribution.caller
    own = _("av avsändaren själv") if by == distribution.sender else _("av %(caller)s") % {"caller": by}
    origin = state_names.ORIGINS.get(distribution.origin, distribution.origin)
    title = _("Lämnades till förmedlaren %(by)s, som %(origin)s") % {"by": own, "origin": origin}
    return LetterStep(distribution.received_at, title, join_texts(" ", distribution.warnings))


def _event_step(event: Event, earlier: Event | None) -> LetterStep:
    title = _TITLES.get(event.state, _title_received)(event)
    if _is_on_paper(event) and earlier and _is_on_paper(earlier):
        title = _("Läggs i utskriftskön")
    address = event.address if event.duration_ms is not None else ""
    tone = state_names.TONES.get(event.state, "moving")
    return LetterStep(event.at, title, event.text, tone, address, event.code, event.duration_ms)


def _is_on_paper(event: Event) -> bool:
    return (event.state, event.channel) == (Leg.State.REROUTED, Channel.PRINT)


def _title_received(_event: Event) -> str:
    return _("Mottagen")


def _looked_up(event: Event) -> str:
    return _("Uppslagen i FaR: brevlåda hos %(operator)s") % {"operator": event.operator}


def _made_ready(event: Event) -> str:
    if event.leg.distribution.kind == Distribution.Kind.NOTIFICATION:
        return _("Gjord i ordning för operatören")
    return _("Förseglad och undertecknad av förmedlaren")


def _title_sending(event: Event) -> str:
    return _("Börjar lämnas till %(operator)s") % {"operator": event.operator}


def _title_waiting(event: Event) -> str:
    if event.outcome in SYSTEM_FAULTS:
        return _("Systemfel hos %(where)s: väntar på nytt försök") % {"where": event.operator}
    if event.outcome in {"", AttemptOutcome.HELD_BACK}:
        return _("Väntar: kön till %(where)s är pausad") % {"where": event.operator or "–"}
    if event.outcome == AttemptOutcome.UNUSABLE_ANSWER:
        return _("Inget användbart svar från %(where)s: väntar på nytt försök") % {"where": event.operator}
    return _("Inget svar från %(where)s: väntar på nytt försök") % {"where": event.operator or "–"}


def _title_rerouted(event: Event) -> str:
    return _("Styrs om till %(channel)s") % {"channel": str(state_names.CHANNELS.get(event.channel, "–")).lower()}


def _title_delivered(event: Event) -> str:
    if event.channel == Channel.MINA_MEDDELANDEN:
        return _("Levererad till %(operator)s") % {"operator": event.operator}
    return _("Levererad som %(channel)s") % {"channel": str(state_names.CHANNELS.get(event.channel, "–")).lower()}


_TITLES: Final[Mapping[str, Callable[[Event], str]]] = {
    Leg.State.LOOKED_UP: _looked_up,
    Leg.State.SEALED: _made_ready,
    Leg.State.SENDING: _title_sending,
    Leg.State.WAITING: _title_waiting,
    Leg.State.REROUTED: _title_rerouted,
    Leg.State.DELIVERED: _title_delivered,
    Leg.State.PRINTED: lambda _event: _("Utskriven och lämnad till posten"),
    Leg.State.FAILED: lambda _event: _("Misslyckades: ingen kanal är kvar"),
}


def steps_in_mailboxes(messages: Iterable[Message]) -> Iterator[LetterStep]:
    """The steps of the messages in mailboxes of this simulator."""
    for message in messages:
        yield _delivery_step(message)
        yield from _announcement_steps(message)
        if message.read_at:
            title = _("Öppnad av mottagaren")
            yield LetterStep(message.read_at, title, tone="good", is_afterwards=True)


def _relay_sendings(leg: Leg) -> Iterator[LetterStep]:
    """The e-mails and SMS that the relay itself sent."""
    sent = OutboxMessage.objects.filter(
        trace=leg.distribution.trace, recipient=leg.recipient, sent_at__isnull=False
    )
    # Letters that were handed over under one trace have one key each.
    sent = sent.filter(key__startswith=f"{leg.distribution.distribution_id}.")
    for each in sent.order_by("pk"):
        values = {"channel": str(state_names.CHANNELS[each.channel]).lower(), "address": each.address}
        yield LetterStep(
            each.sent_at or each.due_at,
            _("Skickad med %(channel)s till %(address)s") % values,
            tone="good",
            link=phone_address(leg.recipient),
            link_words=_phone_words(leg.recipient),
            is_afterwards=True,
        )


def messages_of(leg: Leg) -> list[Message]:
    """The messages in mailboxes here that the leg's letter became."""
    deliveries = Delivery.objects.filter(trace=leg.distribution.trace, recipient=leg.recipient).defer("sealed_xml")
    if leg.trans_id:
        deliveries = deliveries.filter(trans_id__in=_parse_trans_id(leg.trans_id))
    messages = Message.objects.filter(delivery__in=deliveries).select_related("mailbox__operator").defer("body")
    return list(messages.prefetch_related("announcements").order_by("position"))


def _parse_trans_id(text: str) -> list[str]:
    return [text] if len(text.replace("-", "")) == 32 else []


def _delivery_step(message: Message) -> LetterStep:
    operator = message.mailbox.operator
    title = _("Ligger i brevlådan hos %(operator)s: %(subject)s") % {
        "operator": operator.display_name,
        "subject": message.subject,
    }
    return LetterStep(
        message.received_at,
        title,
        tone="good",
        link=address_of("mail:message", operator.name, message.public_id),
        link_words=_("Öppna brevet (kräver inloggning som mottagaren)"),
        is_afterwards=True,
    )


def _announcement_steps(message: Message) -> Iterator[LetterStep]:
    for each in message.announcements.all():
        channel, address = state_names.CHANNELS[each.channel], each.address
        values = {"channel": str(channel).lower(), "address": address}
        if each.sent_at:
            title = _("Aviserad med %(channel)s till %(address)s") % values
        elif each.state == OutgoingMessage.State.FAILED:
            title = _("Kunde inte aviseras med %(channel)s till %(address)s") % values
        else:
            title = _("Ska aviseras med %(channel)s till %(address)s") % values
        yield LetterStep(
            each.sent_at or each.due_at,
            title,
            each.last_error,
            tone="bad" if each.state == OutgoingMessage.State.FAILED else "good" if each.sent_at else "wait",
            link=phone_address(message.mailbox.holder),
            link_words=_phone_words(message.mailbox.holder),
            is_afterwards=True,
        )


def _phone_words(number: str) -> str:
    return _("Visa företagets e-post") if is_company(number) else _("Visa telefonen")
