"""How the mailbox writes when something in a calendar happens: `{% load calendar_tags %}`."""

from datetime import date, datetime, timedelta

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from infra.pdf.other_files import CalendarEvent

register = template.Library()


@register.filter
def local_moment(moment: date) -> date:
    """A moment in the reader's own time; a day, and a time without a zone, as they are."""
    return localtime(moment) if isinstance(moment, datetime) and moment.tzinfo else moment


@register.filter
def event_time(event: CalendarEvent) -> str:
    """tisdag 1 december 2026 klockan 10.00–11.00; 1–3 december as two dates; a day alone without a time."""
    start = local_moment(event.start)
    day = date_format(start, "l j F Y")
    if not isinstance(start, datetime):
        last = event.end - timedelta(days=1) if event.end else start
        return day if last <= start else f"{day} – {date_format(last, 'l j F Y')}"
    if not isinstance(event.end, datetime):
        return _("%(day)s klockan %(time)s") % {"day": day, "time": f"{start:%H:%M}"}
    end = local_moment(event.end)
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{date_format(end, 'l j F Y')} {end:%H:%M}"  # type: ignore[attr-defined]  # a datetime, as event.end is
    return _("%(day)s klockan %(time)s") % {"day": day, "time": f"{start:%H:%M}–{until}"}
