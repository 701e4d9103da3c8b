"""What the relay decides by after an attempt: how the attempt ended, and why a channel was passed over."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.db import models

from infra.database.columns.value_list import ValueListField
from infra.texts import Text


class AttemptOutcome(models.TextChoices):
    """How an attempt to carry a letter ended, or why there was none."""

    DELIVERED = "delivered"
    ACCEPTED = "accepted"
    """The channel keeps the letter and finishes it later: the print queue."""
    REFUSED = "refused"
    """An application fault, or a channel that never can: the same letter again would be refused again."""
    NOT_DELIVERED = "not_delivered"
    """An answer without a fault: the recipient is not there, or does not accept the sender."""
    SYSTEM_FAULT = "system_fault"
    """The other side's own trouble, or it refuses the relay itself: a later attempt may succeed."""
    NO_CONNECTION = "no_connection"
    """The request was not taken, so the letter cannot have arrived."""
    NO_ANSWER = "no_answer"
    """The request was sent and nothing came back: the letter may have arrived."""
    UNUSABLE_ANSWER = "unusable_answer"
    """An answer that is not what the contract says."""
    CHANNEL_AWAY = "channel_away"
    """The channel takes no letters at all now."""
    POSTPONED = "postponed"
    """The channel cannot take this letter now, but may later."""
    LOOKUP_FAILED = "lookup_failed"
    """FaR did not answer, or refused the question, so there was no attempt."""
    HELD_BACK = "held_back"
    """No attempt: the lane's circuit breaker is open."""
    INTERNAL_ERROR = "internal_error"
    """A mistake in the simulator."""


class Obstacle(models.TextChoices):
    """Why a channel was passed over."""

    NO_MAILBOX = "no_mailbox"
    REGISTRATION_PENDING = "registration_pending"
    SENDER_NOT_ACCEPTED = "sender_not_accepted"
    NO_OPERATOR_ADDRESS = "no_operator_address"
    PROTECTION_CLASS = "protection_class"
    NO_CONTACT_ADDRESS = "no_contact_address"
    CONTACT_ADDRESS_OUTDATED = "contact_address_outdated"
    REFUSED = "refused"
    NOT_DELIVERED = "not_delivered"
    DEADLINE_PASSED = "deadline_passed"
    TOO_LARGE = "too_large"
    NO_LOOKUP = "no_lookup"
    """FaR did not answer a trial of the rules."""
    PROTECTED_IDENTITY = "protected_identity"
    DECEASED = "deceased"
    NOT_REGISTERED = "not_registered"
    NO_POSTAL_ADDRESS = "no_postal_address"
    OTHER = "other"


@dataclass(frozen=True)
class PassedOver:
    """A channel that was not taken, and why."""

    channel: str
    """A Channel's value."""
    code: str
    """An Obstacle's value."""
    reason: Text

    @classmethod
    def from_json(cls, value: Mapping[str, str]) -> Self:
        return cls(value["channel"], value["code"], Text.from_json(value))

    def as_json(self) -> dict[str, str]:
        """As it is stored: `{"channel": …, "code": …, "sv": …, "en": …}`."""
        return {"channel": self.channel, "code": self.code, **self.reason.as_json()}

    def as_answer(self) -> dict[str, str]:
        """As REST and webhooks give it: `{"channel": …, "reason": "Swedish | English"}`."""
        return {"channel": self.channel, "reason": self.reason.on_wire}


class PassedOverField(ValueListField):
    """The channels that were not taken, in order: a list of PassedOver."""

    value_class = PassedOver


class LastPassedOver(models.Func):
    """The channel that was passed over last, in a query; null where none was."""

    output_field = models.CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **options: Any) -> Any:
        template = "JSON_EXTRACT(%(expressions)s, '$[#-1].channel')"
        return self.as_sql(compiler, connection, template=template, **options)

    def as_postgresql(self, compiler: Any, connection: Any, **options: Any) -> Any:
        template = "(%(expressions)s -> -1 ->> 'channel')"
        return self.as_sql(compiler, connection, template=template, **options)
