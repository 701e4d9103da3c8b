"""The senders that the pages show rules, plans and addresses of."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from far.models import Sender
from formedlare import register
from formedlare.models import ChannelRule, ContactAddress, Distribution
from formedlare.sender_settings.rules import EVERYBODY
from infra.errors import MinaMeddelandenError

LATEST: Final = 1_000
"""Distributions that tell which sender is most in use."""


def registered_senders() -> dict[str, str]:
    """Number and name of the senders in FaR; while it does not answer, of those that have rows here."""
    try:
        return dict(register.list_actors().senders)
    except MinaMeddelandenError:
        return _senders_with_rows()


def most_used_sender(registered: Mapping[str, str]) -> str:
    """Of these, the one that has sent most of the latest letters; before any letter, the first public one."""
    latest = Distribution.objects.order_by("-pk").values_list("sender", flat=True)[:LATEST]
    sent = Counter(number for number in latest if number in registered)
    if sent:
        return sent.most_common(1)[0][0]
    private = set(Sender.objects.filter(sector=Sender.Sector.PRIVATE).values_list("organisation", flat=True))
    public = [number for number in registered if number not in private]
    return next(iter([*public, *registered]), "")


def _senders_with_rows() -> dict[str, str]:
    written = Distribution.objects.order_by("sender").values_list("sender", "sender_name").distinct()
    numbers = {*ChannelRule.objects.filter(label="").exclude(sender=EVERYBODY).values_list("sender", flat=True)}
    numbers |= {*ContactAddress.objects.filter(label="").values_list("sender", flat=True).distinct()}
    return {number: number for number in sorted(numbers)} | dict(written)
