"""The names of a refusal's values on pages."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from infra.errors.explanation import AtFault, Check

Words = str | Promise

CHECKS: Final[Mapping[str, Words]] = {
    Check.TRANSPORT.value: _("Transporten (HTTP, SOAP)"),
    Check.CERTIFICATE.value: _("Certifikatet"),
    Check.SCHEMA.value: _("Kontraktets schema"),
    Check.RIGHTS.value: _("Behörigheten"),
    Check.SIGNATURE.value: _("Underskriften"),
    Check.CONTENT.value: _("Innehållet"),
    Check.REGISTER.value: _("Registren"),
    Check.STATE.value: _("Läget"),
    Check.SYSTEM.value: _("Systemet"),
}
TURNS: Final[Mapping[str, Words]] = {
    AtFault.YOU.value: _("Din: avsändarens eller den som anropar"),
    AtFault.OPERATOR.value: _("Brevlådeoperatörens"),
    AtFault.INFRASTRUCTURE.value: _("Infrastrukturens"),
}
