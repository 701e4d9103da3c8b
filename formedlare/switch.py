"""The channel switch (kanalväxel): rules as data decide which channel a letter takes, and why.

Source: founding document 8.6 and 5.2; features.md, the relay.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import chain
from typing import Any, Final

from django.conf import settings

from formedlare.models import ChannelRule, ContactAddress, Obstacle, PassedOver
from formedlare.models.channel import Channel
from infra.errors import MinaMeddelandenError
from infra.errors.codes import ErrorCode
from infra.errors.explanation import Check
from infra.far_client import Reachability
from infra.texts import Text


@dataclass(frozen=True)
class Facts:
    """What the rules may look at."""

    kind: str
    """secure or notification."""
    protection_class: int
    is_company: bool
    size: int
    """Bytes."""
    today: date
    mailbox: Reachability | None = None
    contact: ContactAddress | None = None
    """The line of the sender's own address register."""

    @property
    def has_mailbox(self) -> bool:
        return self.mailbox is not None and self.mailbox.supplier is not None and not self.mailbox.pending

    @property
    def sender_accepted(self) -> bool:
        return self.mailbox is not None and self.mailbox.sender_accepted

    @property
    def is_sensitive(self) -> bool:
        """From protection class 2 the content never leaves the mailbox. Source: facts.md 2."""
        return self.protection_class > 1

    @property
    def contact_age_days(self) -> int | None:
        return (self.today - self.contact.confirmed_on).days if self.contact else None


class NotARule(MinaMeddelandenError):
    """Conditions or channels that the switch cannot read; the text says which."""

    code = ErrorCode.INVALID_INPUT
    slug = "channel-rule-unreadable"
    check = Check.CONTENT


@dataclass(frozen=True)
class Conditions:
    """When a rule holds: every condition that is stated must."""

    message_type: str | None = None
    """secure or notification."""
    protection_class: int | None = None
    recipient: str | None = None
    """person or company."""
    has_mailbox: bool | None = None
    sender_accepted: bool | None = None
    email_known: bool | None = None
    mobile_known: bool | None = None
    address_newer_than_days: int | None = None
    """Of the line in the sender's address register."""
    larger_than_bytes: int | None = None
    smaller_than_bytes: int | None = None

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> "Conditions":
        """Read conditions as they are stored and sent.

        Raises:
            NotARule: an unknown condition, or a value of the wrong kind.
        """
        known = {field.name for field in fields(cls)}
        for name, value in data.items():
            if name not in known:
                raise NotARule(
                    f"villkoret {name} finns inte; de som finns är {', '.join(sorted(known))}",
                    f"there is no condition {name}; there are {', '.join(sorted(known))}",
                )
            _require_kind(name, value)
        return cls(**data)

    def match(self, facts: Facts) -> bool:
        return all(
            (
                self.message_type in {None, facts.kind},
                self.protection_class in {None, facts.protection_class},
                self.recipient in {None, "company" if facts.is_company else "person"},
                self.has_mailbox in {None, facts.has_mailbox},
                self.sender_accepted in {None, facts.sender_accepted},
                self.email_known in {None, bool(facts.contact and facts.contact.email)},
                self.mobile_known in {None, bool(facts.contact and facts.contact.mobile)},
                self._is_fresh(facts),
                self.larger_than_bytes is None or facts.size > self.larger_than_bytes,
                self.smaller_than_bytes is None or facts.size < self.smaller_than_bytes,
            )
        )

    def _is_fresh(self, facts: Facts) -> bool:
        if self.address_newer_than_days is None:
            return True
        age = facts.contact_age_days
        return age is not None and age < self.address_newer_than_days


_CHOICES: Final = {"message_type": ("secure", "notification"), "recipient": ("person", "company")}
_BOOLEANS: Final = {"has_mailbox", "sender_accepted", "email_known", "mobile_known"}


def _require_kind(name: str, value: object) -> None:
    if value is None:
        return
    if name in _CHOICES:
        fits, expected = value in _CHOICES[name], " / ".join(_CHOICES[name])
    elif name in _BOOLEANS:
        fits, expected = isinstance(value, bool), "true / false"
    else:
        fits, expected = isinstance(value, int) and not isinstance(value, bool) and value >= 0, "0, 1, 2, …"
    if not fits:
        raise NotARule(
            f"{name} är {value!r}; det ska vara {expected}", f"{name} is {value!r}; it must be {expected}"
        )


def parse_channels(data: object) -> list[Channel]:
    """Read a rule's channels.

    Raises:
        NotARule: no list, empty, an unknown channel, or one twice.
    """
    names = ", ".join(Channel.values)
    if not isinstance(data, list) or not data or not all(item in Channel.values for item in data):
        raise NotARule(
            f"channels ska vara en lista med en eller flera av {names}",
            f"channels must be a list of one or more of {names}",
        )
    if len(set(data)) != len(data):
        raise NotARule("en kanal står två gånger", "a channel stands twice")
    return [Channel(item) for item in data]


@dataclass(frozen=True)
class SwitchRule:
    """A rule that can be read."""

    name: str
    conditions: Conditions
    channels: Sequence[Channel]


LAST: Final = SwitchRule("Inbyggd sista regel: bara Mina meddelanden", Conditions(), [Channel.MINA_MEDDELANDEN])
"""Built in: decides where no stored rule holds."""


def rules_of(sender: str, label: str) -> list[SwitchRule]:
    """The rules for letters with this label, in the order in which they apply.

    First the sender's own, then everybody's, and the built-in one last.
    """
    rows = list(ChannelRule.objects.filter(sender__in=("", sender), label__in=("", label)).order_by("position"))
    of_both = [rules_for(label, [row for row in rows if row.sender == each]) for each in (sender, "")]
    return [*chain.from_iterable(of_both), LAST]


def rules_for(label: str, rows: Sequence[ChannelRule]) -> list[SwitchRule]:
    """The rules of one sender for letters with this label: those that the run has set, else the others."""
    own = [row for row in rows if row.label == label] or rows
    return [SwitchRule(row.name, Conditions.parse(row.conditions), parse_channels(row.channels)) for row in own]


@dataclass(frozen=True)
class Decision:
    """Which channel, by which rule, and why the earlier ones were passed over."""

    channel: Channel | None
    """None: no channel is left."""
    rule: str
    passed_over: list[PassedOver]


@dataclass(frozen=True)
class _CannotCarry:
    code: Obstacle
    reason: Text


def choose_channel(facts: Facts, rules: Iterable[SwitchRule], tried: Sequence[PassedOver] = ()) -> Decision:
    """Choose the channel: the first rule that holds decides the order, and the first channel that can carries.

    Where no rule holds, LAST decides. `tried` are channels that could not carry the letter after all. Sensitive
    content never goes by e-mail or SMS, even where a rule says so.
    """
    rule = next((rule for rule in rules if rule.conditions.match(facts)), LAST)
    passed = list(tried)
    for channel in rule.channels:
        if any(item.channel == channel for item in passed):
            continue
        found = _OBSTACLES[channel](facts) if channel in _OBSTACLES else None
        if found is None:
            return Decision(channel, rule.name, passed)
        passed.append(PassedOver(channel.value, found.code.value, found.reason))
    return Decision(None, rule.name, passed)


NO_MAILBOX: Final = _CannotCarry(
    Obstacle.NO_MAILBOX, Text("mottagaren har ingen digital brevlåda", "the recipient has no mailbox")
)
REGISTRATION_PENDING: Final = _CannotCarry(
    Obstacle.REGISTRATION_PENDING,
    Text("mottagarens registrering är inte klar", "the recipient's registration is not complete"),
)
SENDER_NOT_ACCEPTED: Final = _CannotCarry(
    Obstacle.SENDER_NOT_ACCEPTED,
    Text("mottagaren tar inte emot avsändaren", "the recipient does not accept the sender"),
)
NO_EMAIL: Final = _CannotCarry(
    Obstacle.NO_CONTACT_ADDRESS,
    Text("ingen e-postadress i avsändarens register", "no e-mail address in the sender's register"),
)
NO_MOBILE: Final = _CannotCarry(
    Obstacle.NO_CONTACT_ADDRESS,
    Text("inget mobilnummer i avsändarens register", "no mobile number in the sender's register"),
)
NO_ADDRESS: Final = Text("FaR har ingen adress till {operator}", "FaR has no address of {operator}")
OUTDATED: Final = Text(
    "adressen bekräftades för {age} dagar sedan, och är aktuell i {longest}",
    "the address was confirmed {age} days ago, and is current for {longest}",
)
SENSITIVE: Final = Text(
    "skyddsklass 2 och 3 får aldrig gå som {channel}", "protection classes 2 and 3 must never go by {channel}"
)


def _no_mailbox(facts: Facts) -> _CannotCarry | None:
    mailbox = facts.mailbox
    if mailbox is not None and mailbox.pending:
        # The register names no operator then, so this comes before the question about one.
        return REGISTRATION_PENDING
    if mailbox is None or mailbox.supplier is None:
        return NO_MAILBOX
    if not mailbox.sender_accepted:
        return SENDER_NOT_ACCEPTED
    if not mailbox.address:
        return _CannotCarry(Obstacle.NO_OPERATOR_ADDRESS, NO_ADDRESS.format(operator=mailbox.supplier))
    return None


def _no_email(facts: Facts) -> _CannotCarry | None:
    if facts.is_sensitive:
        return _too_sensitive(Text("e-post", "e-mail"))
    if facts.contact is None or not facts.contact.email:
        return NO_EMAIL
    return _outdated(facts)


def _no_sms(facts: Facts) -> _CannotCarry | None:
    if facts.is_sensitive:
        return _too_sensitive(Text.same("SMS"))
    if facts.contact is None or not facts.contact.mobile:
        return NO_MOBILE
    return _outdated(facts)


def _outdated(facts: Facts) -> _CannotCarry | None:
    age, longest = facts.contact_age_days or 0, settings.ADDRESS_CURRENT_DAYS
    if age <= longest:
        return None
    return _CannotCarry(Obstacle.CONTACT_ADDRESS_OUTDATED, OUTDATED.format(age=age, longest=longest))


def _too_sensitive(channel: Text) -> _CannotCarry:
    return _CannotCarry(Obstacle.PROTECTION_CLASS, SENSITIVE.format(channel=channel))


_OBSTACLES: Final[Mapping[Channel, Callable[[Facts], _CannotCarry | None]]] = {
    Channel.MINA_MEDDELANDEN: _no_mailbox,
    Channel.EMAIL: _no_email,
    Channel.SMS: _no_sms,
}
"""What keeps a channel from carrying a letter. Channels that are not here find out when they try: for print, the
population register says whether there is a postal address.
"""
