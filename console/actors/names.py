"""The register's roles, states and changes, and the states of certificates, as people say them."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from console.state_names import LazyText
from far.actor_entries.entry import Role, State
from far.models import ActorEvent, Sender
from infra.authorship import Origin
from infra.pki.issuing.certificate_order import CertificateCondition
from infra.pki.issuing.certificate_states import CertificateState

ROLES: Final[Mapping[str, LazyText]] = {
    Role.SENDER: _("Avsändare"),
    Role.DISPATCHER: _("Förmedlare"),
    Role.SUPPLIER: _("Brevlådeoperatör"),
}
STATES: Final[Mapping[str, LazyText]] = {
    State.CONNECTED: _("Inkopplad"),
    State.SUSPENDED: _("Avstängd"),
    State.DISCONNECTED: _("Frånkopplad"),
}
SECTORS: Final[Mapping[str, LazyText]] = {
    Sender.Sector.PUBLIC: _("Offentlig"),
    Sender.Sector.PRIVATE: _("Privat"),
}
KINDS: Final[Mapping[str, LazyText]] = {
    ActorEvent.Kind.CONNECTED: _("Inkopplad"),
    ActorEvent.Kind.CHANGED: _("Ändrad"),
    ActorEvent.Kind.SUSPENDED: _("Avstängd"),
    ActorEvent.Kind.RESUMED: _("Öppnad igen"),
    ActorEvent.Kind.DISCONNECTED: _("Frånkopplad"),
}
ORIGINS: Final[Mapping[str, LazyText]] = {
    Origin.CONSOLE: _("i konsolen"),
    Origin.REST: _("över REST"),
    Origin.COMMAND: _("med ett kommando"),
    Origin.START: _("vid start"),
}
VALUES: Final[Mapping[str, LazyText]] = {
    "name": _("Namn"),
    "roles": _("Roller"),
    "state": _("Läge"),
    "sector": _("Sektor"),
    "dispatchers": _("Förmedlare som får sända åt den"),
    "senders": _("Avsändare som den får sända åt"),
    "domain": _("Domän"),
    "service_address": _("Adress för leveranser"),
    "ui_address": _("Adress för läsare"),
    "public_senders_only": _("Bara offentliga avsändare"),
}
"""Of an entry, as the log names them."""
CERTIFICATE_STATES: Final[Mapping[str, LazyText]] = {
    CertificateState.VALID: _("Giltigt"),
    CertificateState.NOT_YET_VALID: _("Inte giltigt än"),
    CertificateState.EXPIRED: _("Utgånget"),
    CertificateState.REVOKED: _("Spärrat"),
}
CERTIFICATE_TONES: Final[Mapping[str, str]] = {
    CertificateState.VALID: "good",
    CertificateState.NOT_YET_VALID: "wait",
    CertificateState.EXPIRED: "bad",
    CertificateState.REVOKED: "bad",
}
CONDITIONS: Final[Mapping[str, LazyText]] = {
    CertificateCondition.VALID: _("giltigt"),
    CertificateCondition.EXPIRED: _("utgånget, sedan i går"),
    CertificateCondition.REVOKED: _("spärrat"),
    CertificateCondition.NOT_YET_VALID: _("giltigt först i morgon"),
}
WORDS: Final[Mapping[str, LazyText]] = {**ROLES, **STATES, **SECTORS}
"""Values of an entry that are words of a program."""
