"""What lets a notification go by e-mail or SMS: a rule of the channel switch, and an address."""

from formedlare.models import ChannelRule, ContactAddress
from formedlare.models.channel import Channel
from infra import clock
from tests.cast import TOLVAN


def rule(*order: Channel, **conditions: object) -> None:
    """Everybody's only rule."""
    ChannelRule.objects.all().delete()
    ChannelRule.objects.create(sender="", position=1, name="Regeln", conditions=conditions, channels=list(order))


def reachable(recipient: str = TOLVAN, email: str = "tolvan@example.org", mobile: str = "0701740605") -> None:
    ContactAddress.objects.create(
        sender="162021004748", recipient=recipient, email=email, mobile=mobile, confirmed_on=clock.today()
    )
