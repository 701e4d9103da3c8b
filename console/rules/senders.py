"""The senders whose rules, plans and addresses can be looked at, and the people to try them on."""

from typing import Final

from formedlare import register
from formedlare.models import ChannelRule, ContactAddress, Distribution
from infra import clock
from infra.errors import MinaMeddelandenError
from testbed import world

EVERYBODY: Final = ""


def registered() -> dict[str, str]:
    """Number and name of the register's senders; while it does not answer, of those that have left traces here."""
    try:
        return dict(register.actors().senders)
    except MinaMeddelandenError:
        return _known()


def _known() -> dict[str, str]:
    written = Distribution.objects.order_by("sender").values_list("sender", "sender_name").distinct()
    numbers = {*ChannelRule.objects.exclude(sender=EVERYBODY).values_list("sender", flat=True)}
    numbers |= {*ContactAddress.objects.values_list("sender", flat=True).distinct()}
    return {number: number for number in sorted(numbers)} | dict(written)


def people() -> list[tuple[str, str]]:
    """Number, and name with what is promised, of everybody in the demo world."""
    everybody: list[world.Holder] = [*world.persons(clock.today()), *world.companies()]
    return [(each.number, f"{each.name}: {each.promise}") for each in everybody]
