"""Names for the values of a refusal: `{% load refusal_tags %}`."""

from django import template

from testbed.refusals.wording import CHECKS, TURNS, Words

register = template.Library()


@register.filter
def check_name(check: str) -> Words:
    return CHECKS.get(check, check)


@register.filter
def turn_name(at_fault: str) -> Words:
    return TURNS.get(at_fault, at_fault)
