"""Names of those that call and change the register."""

from collections.abc import Collection, Mapping
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from console.state_names import LazyText
from far.models import Dispatcher, Sender, ServiceSupplier
from far.supervision import CLOCK
from infra.authorship import Origin

LOCAL: Final[Mapping[str, LazyText]] = {
    Origin.CONSOLE.value: _("Konsolen"),
    Origin.REST.value: _("REST"),
    Origin.COMMAND.value: _("Kommando"),
    Origin.START.value: _("Simulatorns start"),
    CLOCK: _("Klockan"),
}
"""Parts of the simulator that change the register without a certificate."""


def names_of_actors(numbers: Collection[str]) -> dict[str, LazyText]:
    """A name for each that is known, by number; an organisation with several roles has the name as sender."""
    own: dict[str, LazyText] = {**LOCAL, settings.REGISTER_ORGANISATION: "FaR"}
    found = {name: title for name, title in own.items() if name in numbers}
    for model in (ServiceSupplier, Dispatcher, Sender):
        found |= model._default_manager.filter(organisation__in=numbers).values_list("organisation", "name")
    return found
