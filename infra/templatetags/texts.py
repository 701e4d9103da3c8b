"""Texts in two languages on pages: `{% load texts %}`, `{{ text|in_own_language }}`."""

from django import template
from django.utils.translation import get_language

from infra.texts import Text

register = template.Library()


@register.filter
def in_own_language(text: Text | str) -> str:
    """The text in the language of the page. A string is one that was stored with both languages in it."""
    return (text if isinstance(text, Text) else Text.parse(text)).in_language(get_language())
