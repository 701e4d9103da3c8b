"""Filters for states, ages and figures in the console."""

from datetime import datetime, timedelta

from django import template
from django.template.context import Context
from django.utils.formats import get_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from console import navigation, state_names
from infra import clock

register = template.Library()

MINUTE, HOUR, DAY = 60, 3600, 86_400


@register.simple_tag(takes_context=True)
def console_tabs(context: Context) -> list[navigation.ShownTab]:
    """The tabs that other apps have registered."""
    return [tab.shown_at(context["request"]) for tab in navigation.registered_tabs()]


@register.filter
def trace_page(trace: str) -> str:
    """The address of the page about a letter's trace; empty: there is none."""
    return navigation.address_of_trace(trace)


@register.filter
def state_name(state: str) -> state_names.LazyText:
    return state_names.STATES.get(state, state)


@register.filter
def state_tone(state: str) -> str:
    return state_names.TONES.get(state, "moving")


@register.filter
def channel_name(channel: str) -> state_names.LazyText:
    return state_names.CHANNELS.get(channel, channel)


@register.filter
def kind_name(kind: str) -> state_names.LazyText:
    return state_names.KINDS.get(kind, kind)


@register.filter
def age(since: datetime) -> str:
    """How long ago: 12 s, 4 min, 2 tim 5 min, 3 dygn."""
    return lasting(clock.now() - since)


@register.filter
def until(moment: datetime) -> str:
    """The time that is left until the moment; never negative."""
    return lasting(moment - clock.now())


@register.filter
def lasting(span: timedelta) -> str:
    seconds = max(0, int(span.total_seconds()))
    if seconds < MINUTE:
        return _("%(count)d s") % {"count": seconds}
    if seconds < HOUR:
        return _("%(count)d min") % {"count": seconds // MINUTE}
    if seconds < DAY:
        hours, minutes = seconds // HOUR, seconds % HOUR // MINUTE
        return _("%(hours)d tim %(minutes)d min") % {"hours": hours, "minutes": minutes}
    return ngettext("%(count)d dygn", "%(count)d dygn", seconds // DAY) % {"count": seconds // DAY}


@register.filter
def milliseconds(count: int | None) -> str:
    """A duration as one reads it: 85 ms, 1,2 s, 2 min."""
    if count is None:
        return ""
    if count < 1000:
        return f"{count} ms"
    if count < MINUTE * 1000:
        return _("%(seconds)s s") % {"seconds": decimal(count / 1000)}
    return lasting(timedelta(milliseconds=count))


@register.filter
def decimal(value: float) -> str:
    """One decimal, with the language's mark."""
    return str(number_format(value, 1))


@register.filter
def thousands(count: int) -> str:
    """12345 as 12 345, with spaces that do not break."""
    return f"{count:,}".replace(",", "\u00a0")


@register.filter
def kronor(ore: int) -> str:
    """Öre as kronor with two decimals: 1850 is 18,50 kr."""
    whole, rest = divmod(abs(ore), 100)
    sign = "\u2212" if ore < 0 else ""
    return _("%(kronor)s kr") % {"kronor": f"{sign}{thousands(whole)}{get_format('DECIMAL_SEPARATOR')}{rest:02d}"}


@register.filter
def second(moment: datetime) -> str:
    """The time of day to the second; with the date when it is another day."""
    local = localtime(moment)
    return f"{local:%H:%M:%S}" if local.date() == clock.today() else f"{local:%Y-%m-%d %H:%M:%S}"


@register.filter
def span(length: timedelta) -> str:
    """Between two moments, down to the millisecond while it is short."""
    return milliseconds(round(length.total_seconds() * 1000))
