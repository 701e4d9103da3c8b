"""The senders that the pages show rules, plans and addresses of."""

from formedlare import register
from formedlare.models import ChannelRule, ContactAddress, Distribution
from formedlare.rules import EVERYBODY
from infra.errors import MinaMeddelandenError


def registered_senders() -> dict[str, str]:
    """Number and name of the senders in FaR; while it does not answer, of those that have rows here."""
    try:
        return dict(register.actors().senders)
    except MinaMeddelandenError:
        return _senders_with_rows()


def _senders_with_rows() -> dict[str, str]:
    written = Distribution.objects.order_by("sender").values_list("sender", "sender_name").distinct()
    numbers = {*ChannelRule.objects.exclude(sender=EVERYBODY).values_list("sender", flat=True)}
    numbers |= {*ContactAddress.objects.values_list("sender", flat=True).distinct()}
    return {number: number for number in sorted(numbers)} | dict(written)
