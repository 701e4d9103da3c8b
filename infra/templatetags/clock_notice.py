"""The notice on every page while the simulator's clock does not show the machine's time."""

from dataclasses import dataclass
from datetime import datetime

from django import template

from infra import clock

register = template.Library()


@dataclass(frozen=True)
class MovedClock:
    now: datetime
    is_frozen: bool


@register.simple_tag
def moved_clock() -> MovedClock | None:
    """The setting of the clock; None: it shows the machine's time."""
    setting = clock.read_setting()
    if not setting.is_moved:
        return None
    return MovedClock(setting.moment(clock.real_now()), setting.frozen_at is not None)
