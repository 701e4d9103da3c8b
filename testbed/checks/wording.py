"""How pages name the signatures and the forms in which they are verified."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from testbed.checks.octets.hashed_octets import HashedForm, Signature

SIGNATURES: Final[Mapping[Signature, Promise]] = {
    Signature.SEAL: _("Förseglingen"),
    Signature.SENDER: _("Avsändarens signatur"),
}
FORMS: Final[Mapping[HashedForm, Promise]] = {
    HashedForm.NORMALISED: _("utan prefix, under sitt avtalade namn"),
    HashedForm.ALONE: _("som det kom, för sig"),
    HashedForm.IN_ENVELOPE: _("som det kom, i kuvertet"),
    HashedForm.SIGNED_INFO: _("SignedInfo"),
}
