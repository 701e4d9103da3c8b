"""The relay's states, channels and lanes as people say them."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from formedlare.models import Distribution, Lane, Leg
from formedlare.models.channel import LOOKUP_LANE, OWN_LANES, PRINT_QUEUE_LANE, Channel

LazyText = str | Promise

STATES: Final[Mapping[str, LazyText]] = {
    Leg.State.RECEIVED: _("Mottagen"),
    Leg.State.LOOKED_UP: _("Uppslagen"),
    Leg.State.SEALED: _("Förseglad"),
    Leg.State.SENDING: _("Sänds"),
    Leg.State.WAITING: _("Väntar"),
    Leg.State.REROUTED: _("Omstyrd"),
    Leg.State.DELIVERED: _("Levererad"),
    Leg.State.PRINTED: _("Utskriven"),
    Leg.State.FAILED: _("Misslyckad"),
}
TONES: Final[Mapping[str, str]] = {
    Leg.State.WAITING: "wait",
    Leg.State.DELIVERED: "good",
    Leg.State.PRINTED: "good",
    Leg.State.FAILED: "bad",
}
"""How a state is coloured; those that are not here are on their way."""
CHANNELS: Final[Mapping[str, LazyText]] = {
    **dict(Channel.choices),
    Channel.MINA_MEDDELANDEN: _("Mina meddelanden"),
    Channel.EMAIL: _("E-post"),
    Channel.SMS: _("Sms"),
    Channel.PRINT: _("Utskrift"),
}
KINDS: Final[Mapping[str, LazyText]] = {
    Distribution.Kind.SECURE: _("Säkert meddelande"),
    Distribution.Kind.NOTIFICATION: _("Notifiering"),
}
ORIGINS: Final[Mapping[str, LazyText]] = {
    Distribution.Origin.SOAP: _("SOAP-anrop"),
    Distribution.Origin.BATCH: _("utskriftsfil"),
    Distribution.Origin.OFFICE: _("e-post"),
}
LANES: Final[Mapping[str, LazyText]] = {
    LOOKUP_LANE: _("Uppslag i FaR"),
    **{lane: CHANNELS[channel] for channel, lane in OWN_LANES.items()},
    PRINT_QUEUE_LANE: _("Utskriftskön"),
}
"""The lanes that are no operators."""
BREAKERS: Final[Mapping[str, LazyText]] = {
    Lane.Breaker.CLOSED: _("I gång"),
    Lane.Breaker.OPEN: _("Pausad"),
    Lane.Breaker.HALF_OPEN: _("Prövas"),
}
UNSTEADY: Final[LazyText] = _("Ostadig")
"""Closed, though some answers did not come."""
SLOW: Final[LazyText] = _("Långsam")
