"""Filters for verdicts and durations on the journal's pages: `{% load journal_tags %}`."""

from typing import Final

from django import template
from django.utils.formats import number_format

from console.templatetags.console_tags import milliseconds
from testbed.journal.pages.wording import TONES, VERDICTS, Words

register = template.Library()

SHORT: Final = 10
"""Milliseconds below which a tenth counts."""


@register.filter
def verdict_name(verdict: str) -> Words:
    return VERDICTS.get(verdict, verdict)


@register.filter
def verdict_tone(verdict: str) -> str:
    return TONES.get(verdict, "wait")


@register.filter
def took(duration: float) -> str:
    """A duration in milliseconds as one reads it: 0,4 ms, 85 ms, 1,2 s."""
    if duration < SHORT:
        return f"{number_format(duration, 1)} ms"
    return milliseconds(round(duration))
