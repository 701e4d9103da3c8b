"""Texts in two languages on pages: `{% load texts %}`, `{{ text|in_own_language }}`."""

from django import template
from django.utils.translation import get_language

from infra.texts import Text

register = template.Library()


@register.filter
def in_own_language(text: Text) -> str:
    """The text in the language of the page."""
    return text.in_language(get_language())
