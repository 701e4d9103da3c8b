"""The headings under which letters stand in a list: days and weeks as people say them, then months."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from infra import clock
from mailbox_operator.mailbox.listing import SortOrder
from mailbox_operator.models import Message

BY_ARRIVAL: Final = frozenset({SortOrder.NEWEST, SortOrder.OLDEST})


@dataclass(frozen=True, slots=True)
class DateGroup:
    """Letters that follow on one another and stand under one heading."""

    heading: str
    messages: Sequence[Message]
    is_one_day: bool = False
    """Whether the heading names the day on which each of them came: then no row repeats it."""


def group_messages(messages: Iterable[Message], order: SortOrder) -> list[DateGroup]:
    """The messages, which are in that order, under headings that fit it."""
    today = clock.today()

    def heading(message: Message) -> str:
        if order is SortOrder.SENDER:
            return message.sender_name
        if order is SortOrder.DUE:
            return name_of_due_day(message.due_on or today, today)
        return name_of_day(localtime(message.received_at).date(), today)

    yesterday = today - timedelta(days=1)
    days = {name_of_day(day, today) for day in (today, yesterday)} if order in BY_ARRIVAL else set()
    return [DateGroup(name, list(found), name in days) for name, found in groupby(messages, heading)]


def name_of_day(day: date, today: date) -> str:
    """I dag, I går, Den här veckan, Förra veckan, November, November 2025."""
    if day >= today:
        return _("I dag")
    if day == today - timedelta(days=1):
        return _("I går")
    monday = _monday_of(today)
    if day >= monday:
        return _("Den här veckan")
    if day >= monday - timedelta(days=7):
        return _("Förra veckan")
    return _month(day, today)


def name_of_due_day(day: date, today: date) -> str:
    """Har gått ut, I dag, Den här veckan, Nästa vecka, December, December 2027."""
    if day < today:
        return _("Har gått ut")
    if day == today:
        return _("I dag")
    next_monday = _monday_of(today) + timedelta(days=7)
    if day < next_monday:
        return _("Den här veckan")
    if day < next_monday + timedelta(days=7):
        return _("Nästa vecka")
    return _month(day, today)


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month(day: date, today: date) -> str:
    return capfirst(date_format(day, "F" if day.year == today.year else "F Y"))
