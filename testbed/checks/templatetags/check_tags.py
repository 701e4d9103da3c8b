"""Names for what is checked: `{% load check_tags %}`."""

from django import template
from django.utils.functional import Promise

from testbed.checks.octets.hashed_octets import HashedForm, Signature
from testbed.checks.wording import FORMS, SIGNATURES

register = template.Library()


@register.filter
def signature_name(signature: Signature) -> Promise:
    return SIGNATURES[signature]


@register.filter
def form_name(form: HashedForm) -> Promise:
    return FORMS[form]
