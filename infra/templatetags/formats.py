"""Filters for times, sizes and identity numbers on all pages: `{% load formats %}`."""

from datetime import date, datetime, timedelta
from typing import Final

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from infra import clock
from infra.outbox.mobile_numbers import written_number
from infra.validation.name_characters import TURNING

register = template.Library()

WEEK: Final = timedelta(days=7)
ISO_DATE_LENGTH: Final = len("2026-11-24")


@register.filter
def without_direction_marks(text: str | None) -> str:
    """What a sender wrote, such as a subject, without the marks that turn the words of ours around it."""
    return TURNING.sub("", text or "")


@register.filter
def human_time(moment: datetime) -> str:
    """As people say it: i dag 14:32, i går 09:10, tisdag 08:15, 3 mars, 3 mars 2025."""
    local, today = localtime(moment), clock.today()
    hour = f"{local:%H:%M}"
    days = (today - local.date()).days
    if days == 0:
        return _("i dag %(time)s") % {"time": hour}
    if days == 1:
        return _("i går %(time)s") % {"time": hour}
    if 0 < days < WEEK.days:
        return f"{date_format(local, 'l')} {hour}"
    return date_format(local, "j F" if local.year == today.year else "j F Y")


@register.filter
def full_time(moment: datetime) -> str:
    """Date and time of day: 3 mars 2026 klockan 14:32."""
    local = localtime(moment)
    return _("%(date)s klockan %(time)s") % {"date": date_format(local, "j F Y"), "time": f"{local:%H:%M}"}


@register.filter
def written_date(xml_date: str) -> str:
    """A date as a seal has it (2026-11-24+01:00, an xs:date) as people write it: 24 november 2026."""
    try:
        return date_format(date.fromisoformat(xml_date[:ISO_DATE_LENGTH]), "j F Y")
    except ValueError:
        return xml_date


@register.filter
def identity(number: str) -> str:
    """192705178354 as 19270517-8354; an organisation's 162021004748 as 202100-4748."""
    digits = number.removeprefix("16") if number.startswith("16") else number
    return f"{digits[:-4]}-{digits[-4:]}"


@register.filter
def phone_number(address: str) -> str:
    """+46701740605 as 070-174 06 05; a number of another country, and an e-mail address, as they are."""
    return written_number(address)


@register.filter
def size(count: int) -> str:
    """Bytes as 52 kB."""
    return str(filesizeformat(count))
