"""Which lane a leg goes to: by its sender's rules, at first and when a channel could not carry it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from formedlare import legs, switch
from formedlare.lanes import breaker, timing
from formedlare.legs import NO_NOTE, LegNote, State
from formedlare.models import ContactAddress, Leg, Obstacle, PassedOver
from formedlare.models.channel import OWN_LANES, Channel
from infra import clock
from infra.far_client import Reachability
from infra.texts import EMPTY, Text
from infra.work.leases import RELEASED


@dataclass
class _Way:
    """Legs that go the same way."""

    decision: switch.Decision
    destination: Mapping[str, str | None]
    entry: timing.LaneEntry
    legs: list[Leg] = field(default_factory=list)


def decide_all(group: Sequence[Leg], found: Mapping[str, Reachability], note: LegNote = NO_NOTE) -> None:
    """Choose the channel of each leg, all of one sender, and move it to the lane that leads there.

    `found`: what FaR has said of the recipients. Channels in a leg's `passed_over` are not chosen again.
    """
    settings = {label: _settings(group, label) for label in {leg.distribution.label for leg in group}}
    ways: dict[str, _Way] = {}
    for leg in group:
        mailbox, (rules, contacts) = found.get(leg.recipient), settings[leg.distribution.label]
        decision = switch.choose_channel(_facts(leg, mailbox, contacts.get(leg.recipient)), rules, leg.passed_over)
        destination = _destination(decision.channel, mailbox)
        entry = timing.entry_of(destination["lane"] or "", leg.distribution.label)
        key = repr((decision, destination, entry, leg.attempts))
        ways.setdefault(key, _Way(decision, destination, entry)).legs.append(leg)
    _move_to_lanes(ways.values(), note)


def pass_over(
    leg: Leg, code: Obstacle, reason: Text, note: LegNote = NO_NOTE, found: Reachability | None = None
) -> None:
    """Send a leg on where its channel cannot carry it: to the next one that its sender's rule names, if any.

    `found`: what FaR says of the recipient now; None: what it said when the leg was looked up.
    """
    channel = leg.channel or Channel.MINA_MEDDELANDEN.value
    leg.passed_over = [*leg.passed_over, PassedOver(channel, code.value, reason)]
    mailbox = found or _as_known(leg)
    decide_all([leg], {leg.recipient: mailbox}, replace(note, text=note.text or reason))


def _as_known(leg: Leg) -> Reachability:
    """What FaR said when the leg was looked up, as far as the leg has it."""
    return Reachability(leg.recipient, leg.operator or None, leg.address, pending=False, sender_accepted=True)


def _settings(group: Sequence[Leg], label: str) -> tuple[list[switch.SwitchRule], dict[str, ContactAddress]]:
    """The rules and addresses for the legs with this label: a run may have set its own."""
    sender = group[0].distribution.sender
    numbers = {leg.recipient for leg in group if leg.distribution.label == label}
    return switch.rules_of(sender, label), contacts_of(sender, numbers, label)


def contacts_of(sender: str, recipients: Collection[str], label: str) -> dict[str, ContactAddress]:
    """The lines for the sender's letters with this label, by recipient: those of the run before the others."""
    rows = ContactAddress.objects.filter(sender=sender, recipient__in=recipients, label__in=("", label))
    return {row.recipient: row for row in rows.order_by("label")}


def _facts(leg: Leg, mailbox: Reachability | None, contact: ContactAddress | None) -> switch.Facts:
    return switch.Facts(
        kind=leg.distribution.kind,
        protection_class=leg.distribution.protection_class,
        is_company=leg.recipient.startswith("16"),
        size=leg.distribution.size,
        today=clock.today(),
        mailbox=mailbox,
        contact=contact,
    )


def _move_to_lanes(ways: Iterable[_Way], note: LegNote) -> None:
    """Move legs that go the same way by one UPDATE."""
    for way in ways:
        decision, alike, lane = way.decision, way.legs, way.destination["lane"]
        reason = decision.passed_over[-1].reason if decision.passed_over else EMPTY
        is_held = lane is not None and way.entry.is_held
        changes: dict[str, Any] = {
            "rule": decision.rule,
            "passed_over": decision.passed_over,
            "reason": timing.HELD_BY_TESTER if is_held else reason,
            "attempts": alike[0].attempts,
            "due_at": clock.now() + way.entry.pause,
            **RELEASED,
            **way.destination,
        }
        if lane:
            breaker.ensure_lanes({lane})
            changes["lane"] = way.entry.lane(lane)
        legs.move_legs(alike, _state_on(decision.channel), replace(note, text=note.text or reason), **changes)


def _state_on(channel: Channel | None) -> State:
    if channel is None:
        return State.FAILED
    return State.LOOKED_UP if channel is Channel.MINA_MEDDELANDEN else State.REROUTED


def _destination(channel: Channel | None, mailbox: Reachability | None) -> dict[str, str | None]:
    if channel is None:
        return {"lane": None, "channel": ""}
    if channel is Channel.MINA_MEDDELANDEN:
        assert mailbox is not None, "the switch has found a mailbox"
        operator = mailbox.supplier or ""
        return {"lane": operator, "channel": channel.value, "operator": operator, "address": mailbox.address}
    return {"lane": OWN_LANES[channel], "channel": channel.value, "operator": "", "address": ""}
